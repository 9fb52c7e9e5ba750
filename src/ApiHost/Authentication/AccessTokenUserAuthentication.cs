using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using TokenGrains.ApiHost.Revocations;
using TokenGrains.Tokens;
using TokenGrains.Users;
using AuthenticateResult = Microsoft.AspNetCore.Authentication.AuthenticateResult;

namespace TokenGrains.ApiHost.Authentication;

/// <summary>SimpleJWT's <c>JWTAuthentication</c>: an access token, and the account behind it as it is now. Costs a grain call, once for each change of the account.</summary>
internal sealed class AccessTokenUserAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    IGrainFactory grains,
    TokenUsers users,
    KnownCallers known,
    AccountCache accounts,
    TimeProvider time,
    IOptions<SimpleJwtOptions> jwt) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var result = await known.Authenticate(Context, AuthenticationSchemes.AccessToken);

        // Django knows nothing of tokens that end early, and has an answer for each fault of the account: that one comes first.
        if (result.Failure is TokenEndedException ended)
            return (await FindAccount(ended.Token)).Fault is { } first ? Refuse(first) : result;
        if (!result.Succeeded)
            return result;

        var token = result.Principal.GetToken();
        var askedAt = time.GetUtcNow();
        var (user, fault) = await FindAccount(token);
        if (fault is { } found)
            return Refuse(found);

        var accepted = AuthenticateResult.Success(
            new AuthenticationTicket(new ClaimsPrincipal(TokenGrainsClaims.Identify(user!, Scheme.Name)), Scheme.Name));
        accounts.Add(token, accepted, user!, askedAt);
        return accepted;
    }

    private static AuthenticateResult Refuse(TokenUserFault fault) => AuthenticateResult.Fail(new TokenUserException(fault));

    // The password is compared last: it is of the version that was described, or newer.
    private async ValueTask<(UserDescription? User, TokenUserFault? Fault)> FindAccount(VerifiedToken token)
    {
        if (await users.Describe(token) is not { } user)
            return (null, TokenUserFault.NotFound);
        if (!user.IsActive && jwt.Value.CheckUserIsActive)
            return (user, TokenUserFault.Inactive);
        if (jwt.Value.CheckRevokeToken && !await grains.User(user.User).HasPasswordFingerprint(token.PasswordFingerprint))
            return (user, TokenUserFault.PasswordChanged);
        return (user, null);
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
