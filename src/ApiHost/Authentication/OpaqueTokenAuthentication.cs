using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using TokenGrains.ApiHost.Revocations;
using TokenGrains.Tokens;
using AuthenticateResult = Microsoft.AspNetCore.Authentication.AuthenticateResult;

namespace TokenGrains.ApiHost.Authentication;

/// <summary>Opaque tokens: only one that we made (its MAC is checked here) or imported reaches its owner's grain.</summary>
internal sealed class OpaqueTokenAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    IGrainFactory grains,
    VerificationKeyFollower keys,
    ImportedTokenFollower imported,
    OpaqueTokenCache verdicts,
    TimeProvider time) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    private static readonly string[] Words = [AuthenticationSchemes.OpaqueToken];

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var askedAt = time.GetUtcNow();
        var header = TokenHeader.Read(Request.Headers.Authorization, Words, StringComparison.OrdinalIgnoreCase);
        if (header.State is TokenHeaderState.Absent)
            return AuthenticateResult.NoResult();
        if (header.State is not TokenHeaderState.Present)
            return AuthenticateResult.Fail(new TokenHeaderException(header.State));

        return await Ask(header.Token) switch
        {
            Users.AuthenticateResult.Authenticated authenticated => Accept(authenticated, askedAt),
            Users.AuthenticateResult.UserInactive => AuthenticateResult.Fail(new OpaqueTokenException(userIsInactive: true)),
            _ => AuthenticateResult.Fail(new OpaqueTokenException(userIsInactive: false)),
        };
    }

    private Task<Users.AuthenticateResult> Ask(string text) =>
        OpaqueToken.TryParse(text, keys.Current.OpaqueKeys, out var token) ? grains.User(token.User).Authenticate(token)
        : ImportedToken.TryParse(text, out var foreign) && imported.TryFind(foreign, out var user) ? grains.User(user).AuthenticateImported(foreign)
        : Task.FromResult<Users.AuthenticateResult>(new Users.AuthenticateResult.Unknown());

    private AuthenticateResult Accept(Users.AuthenticateResult.Authenticated answer, DateTimeOffset askedAt)
    {
        var caller = new ClaimsPrincipal(TokenGrainsClaims.Identify(answer.User, Scheme.Name, answer.Scope));
        var accepted = AuthenticateResult.Success(new AuthenticationTicket(caller, Scheme.Name));
        if (TokenDigest.Of(Request.Headers.Authorization) is { } digest)
            verdicts.Add(digest, accepted, answer, askedAt);
        return accepted;
    }
}

/// <summary>Carries the refusal of an opaque token through ASP.NET's authentication result. Never thrown.</summary>
internal sealed class OpaqueTokenException(bool userIsInactive) : AuthenticationFailureException("The opaque token is refused.")
{
    public bool UserIsInactive { get; } = userIsInactive;
}
