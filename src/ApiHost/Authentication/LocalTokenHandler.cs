using System.Security.Claims;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using TokenGrains.Tokens;
using TokenHandler = Microsoft.IdentityModel.Tokens.TokenHandler;

namespace TokenGrains.ApiHost.Authentication;

/// <summary>Lets JwtBearer validate JWTs with <see cref="JwtVerification"/>: locally, without a grain call.</summary>
internal sealed class LocalTokenHandler(JwtVerification verification, IOptions<SimpleJwtOptions> options) : TokenHandler
{
    private readonly IReadOnlyList<string> _types = options.Value.AuthTokenTypes;

    public override async Task<TokenValidationResult> ValidateTokenAsync(string token, TokenValidationParameters validationParameters)
    {
        var rejections = new List<(string Type, TokenRejection Rejection)>();
        foreach (var type in _types)
        {
            var (rejection, verified) = await verification.Verify(token, type);
            if (rejection is TokenRejection.None)
                return new TokenValidationResult { IsValid = true, ClaimsIdentity = Identify(verified), SecurityToken = new LocalToken(verified) };
            rejections.Add((type, rejection));
        }

        return new TokenValidationResult { IsValid = false, Exception = new TokenRejectedException(rejections) };
    }

    private static ClaimsIdentity Identify(VerifiedToken token)
    {
        var identity = new ClaimsIdentity(AuthenticationSchemes.AccessToken, TokenGrainsClaims.Name, roleType: null) { BootstrapContext = token };
        if (token.User is { } user)
            identity.AddClaim(new Claim(TokenGrainsClaims.User, user.ToString()));
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
