using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using TokenGrains.ApiHost.Revocations;
using TokenGrains.Tokens;

namespace TokenGrains.ApiHost.Authentication;

/// <summary>JwtBearer, with two things before and behind it: a token that was verified already is not verified again, and one that was ended early is refused.</summary>
/// <remarks>
/// The cache stands here and not in the token handler, because most of what a request costs is around that one. Here, too, an
/// exception leaves as it is, where JwtBearer would take it for a bad token.
/// </remarks>
internal sealed class AccessTokenAuthentication(
    IOptionsMonitor<JwtBearerOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    AccessTokenHeader header,
    AccessTokenCache verified,
    RevocationCheck revocations) : JwtBearerHandler(options, logger, encoder)
{
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Headers[header.Name] is not [{ Length: > 0 and <= CompactJws.MaximumLength } text])
            return await Verify();

        var digest = TokenDigest.Of(text);
        if (verified.Find(digest) is { } known)
            return await revocations.Admits(known.Token) ? known.Result : Refuse(known.Result);

        var result = await Verify();
        if (result.Succeeded)
            verified.Add(digest, result, result.Principal.GetToken());
        return result;
    }

    private async Task<AuthenticateResult> Verify()
    {
        var result = await base.HandleAuthenticateAsync();
        return !result.Succeeded || await revocations.Admits(AccessToken.From(result.Principal.GetToken())) ? result : Refuse(result);
    }

    private static AuthenticateResult Refuse(AuthenticateResult result) =>
        AuthenticateResult.Fail(new TokenEndedException(result.Principal!.GetToken()));
}
