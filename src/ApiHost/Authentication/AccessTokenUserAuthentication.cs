using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using TokenGrains.ApiHost.Revocations;
using TokenGrains.Tokens;
using AuthenticateResult = Microsoft.AspNetCore.Authentication.AuthenticateResult;

namespace TokenGrains.ApiHost.Authentication;

/// <summary>SimpleJWT's <c>JWTAuthentication</c>: an access token, and the account behind it as it is now. Costs a grain call, once for each change of the account.</summary>
internal sealed class AccessTokenUserAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    IGrainFactory grains,
    TokenUsers users,
    AccountCache accounts,
    TimeProvider time,
    IOptions<SimpleJwtOptions> jwt) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var result = await Context.AuthenticateAsync(AuthenticationSchemes.AccessToken);
        if (!result.Succeeded)
            return result;

        var token = result.Principal.GetToken();
        if (accounts.Find(token) is { } known)
            return known;

        var askedAt = time.GetUtcNow();
        if (await users.Describe(token) is not { } user)
            return AuthenticateResult.Fail(new TokenUserException(TokenUserFault.NotFound));
        if (!user.IsActive && jwt.Value.CheckUserIsActive)
            return AuthenticateResult.Fail(new TokenUserException(TokenUserFault.Inactive));
        if (jwt.Value.CheckRevokeToken && !await grains.User(user.User).HasPasswordFingerprint(token.PasswordFingerprint))
            return AuthenticateResult.Fail(new TokenUserException(TokenUserFault.PasswordChanged));

        var caller = new ClaimsPrincipal(TokenGrainsClaims.Identify(user, Scheme.Name));
        var accepted = AuthenticateResult.Success(new AuthenticationTicket(caller, Scheme.Name));
        accounts.Add(token, accepted, user, askedAt);
        return accepted;
    }
}

/// <summary>What is wrong with the account behind a good access token.</summary>
internal enum TokenUserFault
{
    /// <summary>There is none, or no longer.</summary>
    NotFound,

    /// <summary>It may not sign in.</summary>
    Inactive,

    /// <summary>Its password has changed since (<c>CHECK_REVOKE_TOKEN</c>).</summary>
    PasswordChanged,
}

/// <summary>Carries the fault of the account through ASP.NET's authentication result. Never thrown.</summary>
internal sealed class TokenUserException(TokenUserFault fault) : AuthenticationFailureException($"The user of the access token is refused: {fault}.")
{
    public TokenUserFault Fault { get; } = fault;
}
