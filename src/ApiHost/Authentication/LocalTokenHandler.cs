using System.Security.Claims;
using Microsoft.IdentityModel.Tokens;
using TokenGrains.Tokens;
using TokenHandler = Microsoft.IdentityModel.Tokens.TokenHandler;

namespace TokenGrains.ApiHost.Authentication;

/// <summary>Lets JwtBearer validate access tokens with <see cref="TokenVerifier"/>: locally, without a grain call.</summary>
internal sealed class LocalTokenHandler(TokenVerifier verifier, VerificationKeyFollower keys) : TokenHandler
{
    public override Task<TokenValidationResult> ValidateTokenAsync(string token, TokenValidationParameters validationParameters)
    {
        var rejection = verifier.Verify(token, keys.Current.JwtKeys, TokenTypes.Access, out var verified);
        return Task.FromResult(rejection is TokenRejection.None
            ? new TokenValidationResult { IsValid = true, ClaimsIdentity = Identify(verified), SecurityToken = new LocalToken(verified) }
            : new TokenValidationResult { IsValid = false, Exception = new TokenRejectedException(rejection) });
    }

    private static ClaimsIdentity Identify(VerifiedToken token)
    {
        var identity = new ClaimsIdentity(AuthenticationSchemes.AccessToken, TokenGrainsClaims.Name, roleType: null);
        identity.AddClaim(new Claim(TokenGrainsClaims.User, token.User!.Value.ToString()));
        if (token.Name is { } name)
            identity.AddClaim(new Claim(TokenGrainsClaims.Name, name));
        if (token.Session is { } session)
            identity.AddClaim(new Claim(TokenGrainsClaims.Session, session.Value));
        return identity;
    }

    /// <summary>What JwtBearer wants to know of a valid token: its times.</summary>
    private sealed class LocalToken(VerifiedToken token) : SecurityToken
    {
        public override string Id { get; } = token.Id!;

        public override string Issuer => "";

        public override SecurityKey? SecurityKey => null;

        public override SecurityKey? SigningKey { get; set; }

        public override DateTime ValidFrom { get; } = token.IssuedAt?.UtcDateTime ?? DateTime.UnixEpoch;

        public override DateTime ValidTo { get; } = token.ExpiresAt!.Value.UtcDateTime;
    }
}
