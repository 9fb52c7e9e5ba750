using Microsoft.Extensions.Options;
using TokenGrains.ApiHost.Authentication;
using TokenGrains.ApiHost.Django.Views;
using TokenGrains.Tokens;

namespace TokenGrains.ApiHost.Django;

/// <summary>The views that take a JWT in the body. A token that we did not make is refused before any grain is asked.</summary>
internal sealed class RefreshTokenActions(
    IGrainFactory grains,
    TokenVerifier verifier,
    VerificationKeyFollower keys,
    DjangoAnswers answers,
    IOptions<SimpleJwtOptions> options)
{
    public async Task<DjangoResponse> Refresh(DjangoRequest request)
    {
        if (!DjangoViews.TokenRefresh.Serializer!.TryRead(request.Body, out var fields, out var errors))
            return DjangoResponse.Invalid(errors);

        return TryVerify(fields["refresh"], out var presented, out var rejection)
            ? DjangoAnswers.Refresh(await grains.Session(presented.Session).Rotate(presented))
            : answers.Rejected(rejection);
    }

    public async Task<DjangoResponse> Blacklist(DjangoRequest request)
    {
        if (!DjangoViews.TokenBlacklist.Serializer!.TryRead(request.Body, out var fields, out var errors))
            return DjangoResponse.Invalid(errors);

        return TryVerify(fields["refresh"], out var presented, out var rejection)
            ? DjangoAnswers.Blacklist(await grains.Session(presented.Session).Revoke(presented))
            : answers.Rejected(rejection);
    }

    public async Task<DjangoResponse> Verify(DjangoRequest request)
    {
        if (!DjangoViews.TokenVerify.Serializer!.TryRead(request.Body, out var fields, out var errors))
            return DjangoResponse.Invalid(errors);

        var rejection = verifier.Verify(fields["token"], keys.Current.JwtKeys, out var token);
        if (rejection is not TokenRejection.None)
            return answers.Rejected(rejection);

        var isLive = !options.Value.VerifyAsksSession
            || !RefreshToken.TryFrom(token, out var presented)
            || await grains.Session(presented.Session).IsLive(presented);
        return DjangoAnswers.Verified(isLive);
    }

    private bool TryVerify(string text, out RefreshToken presented, out TokenRejection rejection)
    {
        presented = null!;
        rejection = verifier.Verify(text, keys.Current.JwtKeys, TokenTypes.Refresh, out var token);
        if (rejection is TokenRejection.None && !RefreshToken.TryFrom(token, out presented))
            rejection = TokenRejection.Invalid;
        return rejection is TokenRejection.None;
    }
}
