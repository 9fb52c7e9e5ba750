using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using TokenGrains.Tokens;
using TokenGrains.Users;
using AuthenticateResult = Microsoft.AspNetCore.Authentication.AuthenticateResult;

namespace TokenGrains.ApiHost.Authentication;

/// <summary>Opaque tokens: the MAC is checked here, and only a token that we made reaches its owner's grain.</summary>
internal sealed class OpaqueTokenAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    IGrainFactory grains,
    VerificationKeyFollower keys) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    private static readonly string[] Words = [AuthenticationSchemes.OpaqueToken];

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = TokenHeader.Read(Request.Headers.Authorization, Words, StringComparison.OrdinalIgnoreCase);
        if (header.State is TokenHeaderState.Absent)
            return AuthenticateResult.NoResult();
        if (header.State is not TokenHeaderState.Present)
            return AuthenticateResult.Fail(new TokenHeaderException(header.State));
        if (!OpaqueToken.TryParse(header.Token, keys.Current.OpaqueKeys, out var token))
            return AuthenticateResult.Fail(new OpaqueTokenException(userIsInactive: false));

        return await grains.User(token.User).Authenticate(token) switch
        {
            Users.AuthenticateResult.Authenticated authenticated => Accept(authenticated.User),
            Users.AuthenticateResult.UserInactive => AuthenticateResult.Fail(new OpaqueTokenException(userIsInactive: true)),
            _ => AuthenticateResult.Fail(new OpaqueTokenException(userIsInactive: false)),
        };
    }

    private AuthenticateResult Accept(UserDescription user) => AuthenticateResult.Success(
        new AuthenticationTicket(new ClaimsPrincipal(TokenGrainsClaims.Identify(user, Scheme.Name)), Scheme.Name));
}

/// <summary>Carries the refusal of an opaque token through ASP.NET's authentication result. Never thrown.</summary>
internal sealed class OpaqueTokenException(bool userIsInactive) : AuthenticationFailureException("The opaque token is refused.")
{
    public bool UserIsInactive { get; } = userIsInactive;
}
