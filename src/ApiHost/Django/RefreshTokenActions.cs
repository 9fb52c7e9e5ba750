using Microsoft.Extensions.Options;
using TokenGrains.ApiHost.Authentication;
using TokenGrains.ApiHost.Django.Views;
using TokenGrains.ApiHost.Hosting;
using TokenGrains.Sessions;
using TokenGrains.Tokens;
using TokenGrains.Users;
using SessionOptions = TokenGrains.Grains.Sessions.SessionOptions;

namespace TokenGrains.ApiHost.Django;

/// <summary>The views that take a JWT in the body. A token that we did not make is refused before any grain is asked.</summary>
internal sealed class RefreshTokenActions(
    IGrainFactory grains, JwtVerification verification, TokenUsers users, DjangoAnswers answers, IOptions<SimpleJwtOptions> options, IOptions<SessionOptions> sessions)
{
    // A stopping silo can lose one, and the move of a grain the next.
    private const int MostAttempts = 3;

    public async Task<DjangoResponse> Refresh(DjangoRequest request)
    {
        if (!IdempotencyHeader.TryRead(request.Context.Request.Headers, out var key))
            return DjangoAnswers.MalformedIdempotencyKey;
        if (!DjangoViews.TokenRefresh.Serializer!.TryRead(request.Body, out var fields, out var errors))
            return DjangoResponse.Invalid(errors);

        var (rejection, token) = await verification.Verify(fields["refresh"], TokenTypes.Refresh);
        if (rejection is not TokenRejection.None)
            return answers.Rejected(rejection);
        if (!IsOfDjango(token))
            return RefreshToken.TryFrom(token, out var own) ? await Rotate(own, key, request) : answers.Rejected(TokenRejection.Invalid);

        // What it names may be nobody, on purpose or not.
        if (!users.CanName(token))
            return answers.Rejected(TokenRejection.Invalid);
        return await FindOwner(token) is { } owner ? await Rotate(RefreshToken.Adopt(token, owner, options.Value), key, request) : DjangoAnswers.NoActiveAccount;
    }

    public async Task<DjangoResponse> Blacklist(DjangoRequest request)
    {
        if (!DjangoViews.TokenBlacklist.Serializer!.TryRead(request.Body, out var fields, out var errors))
            return DjangoResponse.Invalid(errors);

        var (rejection, token) = await verification.Verify(fields["refresh"], TokenTypes.Refresh);
        request.Context.AttachOrigin();
        if (rejection is TokenRejection.None && await Take(token) is { } presented)
            return DjangoAnswers.Blacklist(await Revoke(presented));
        return answers.Rejected(rejection is TokenRejection.None ? TokenRejection.Invalid : rejection);
    }

    public async Task<DjangoResponse> Verify(DjangoRequest request)
    {
        if (!DjangoViews.TokenVerify.Serializer!.TryRead(request.Body, out var fields, out var errors))
            return DjangoResponse.Invalid(errors);

        var (rejection, token) = await verification.Verify(fields["token"], type: null);
        if (rejection is not TokenRejection.None)
            return answers.Rejected(rejection);

        var isLive = !options.Value.VerifyAsksSession
            || token.Type is not TokenTypes.Refresh
            || await Take(token) is not { } presented
            || await grains.Session(presented.Session).IsLive(presented);
        return DjangoAnswers.Verified(isLive);
    }

    private async Task<DjangoResponse> Rotate(RefreshToken token, string? key, DjangoRequest request)
    {
        var presented = key is null ? token : token with { IdempotencyKey = IdempotencyKey.Of(key, token.Session) };
        var client = request.Context.DescribeClient();
        var session = grains.Session(presented.Session);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return DjangoAnswers.Refresh(await session.Rotate(presented, client));
            }
            catch (Exception lost) when (attempt < MostAttempts && IsLost(lost) && (key is not null || sessions.Value.ReuseGracePeriod > TimeSpan.Zero))
            {
                // Whether it was spent or not: within the grace, or with its key, a second answer is the first.
            }
        }
    }

    private async Task<RevokeResult> Revoke(RefreshToken presented)
    {
        var session = grains.Session(presented.Session);
        try
        {
            return await session.Revoke(presented);
        }
        catch (Exception lost) when (IsLost(lost))
        {
            // That it is over already is what was wanted: most likely this very call has ended it.
            return await session.Revoke(presented) is RevokeResult.Unknown ? RevokeResult.Unknown : RevokeResult.Revoked;
        }
    }

    /// <summary>A token to be ended or looked up, which needs no user; null if it is none of a session that it names, or of anybody.</summary>
    private async ValueTask<RefreshToken?> Take(VerifiedToken token)
    {
        if (!IsOfDjango(token))
            return RefreshToken.TryFrom(token, out var own) ? own : null;
        if (options.Value.BlacklistAsksUser && !users.CanName(token))
            return null;
        return RefreshToken.Adopt(token, await FindOwner(token) ?? default, options.Value);
    }

    // It may have been run, and a second try may find the grain at another place.
    private static bool IsLost(Exception exception) => exception is SiloUnavailableException or TimeoutException or GrainUnavailableException;

    private static bool IsOfDjango(VerifiedToken token) => token is { Session: null, MayBeOfDjango: true };

    /// <summary>The user of a token that Django made; the default value if it names none, null if it names one that cannot be.</summary>
    private async ValueTask<UserId?> FindOwner(VerifiedToken token) =>
        token.UserClaim is null or { IsFalsy: true } ? default(UserId) : await users.Identify(token);
}
