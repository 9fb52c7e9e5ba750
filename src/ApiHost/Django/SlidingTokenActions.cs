using Microsoft.Extensions.Options;
using TokenGrains.ApiHost.Authentication;
using TokenGrains.ApiHost.Django.Views;
using TokenGrains.Sessions;
using TokenGrains.Tokens;
using TokenGrains.Users;

namespace TokenGrains.ApiHost.Django;

/// <summary>The view that exchanges a sliding token for the same one with a later end.</summary>
internal sealed class SlidingTokenActions(
    IGrainFactory grains, JwtVerification verification, TokenVerifier verifier, TokenUsers users, DjangoAnswers answers, IOptions<SimpleJwtOptions> options)
{
    public async Task<DjangoResponse> Refresh(DjangoRequest request)
    {
        if (!DjangoViews.TokenRefreshSliding.Serializer!.TryRead(request.Body, out var fields, out var errors))
            return DjangoResponse.Invalid(errors);

        var (rejection, token) = await verification.Verify(fields["token"], TokenTypes.Sliding);
        if (rejection is not TokenRejection.None)
            return answers.Rejected(rejection);

        var namesNobody = token.UserClaim is null or { IsFalsy: true };
        var owner = namesNobody ? default(UserId) : await users.Identify(token);
        if (owner is null)
            return DjangoAnswers.NoActiveAccount;

        var presented = new SlidingToken(
            token.Id!, owner.Value, token.RefreshExpiresAt ?? default, CarriedClaims.From(token.Payload, options.Value), token.PasswordFingerprint,
            AccessToken.From(token));
        var result = await grains.SlidingToken().Renew(presented);

        // The account comes first, as in SimpleJWT.
        if (result is not RenewResult.Renewed || FindTimeFault(token) is not { } fault)
            return DjangoAnswers.Renewal(result);
        return DjangoAnswers.TokenNotValid(fault);
    }

    private string? FindTimeFault(VerifiedToken token)
    {
        var claim = options.Value.SlidingTokenRefreshExpClaim;
        return token.RefreshExpiresAt is not { } end ? $"Token has no '{claim}' claim"
            : verifier.MayRefresh(end) ? null
            : $"Token '{claim}' claim has expired";
    }
}
