using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using TokenGrains.ApiHost.Revocations;
using TokenGrains.Tokens;

namespace TokenGrains.ApiHost.Authentication;

/// <summary>JwtBearer, and behind it the question whether the token was ended early. What is good is kept for <see cref="KnownCallers"/>.</summary>
/// <remarks>It is asked here and not in the token handler, because here an exception leaves as it is, where JwtBearer would take it for a bad token.</remarks>
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
        var result = await base.HandleAuthenticateAsync();
        if (!result.Succeeded)
            return result;

        var token = result.Principal.GetToken();
        if (!await revocations.Admits(AccessToken.From(token)))
            return AuthenticateResult.Fail(new TokenEndedException(token));
        if (TokenDigest.Of(Request.Headers[header.Name]) is { } digest)
            verified.Add(digest, result, token);
        return result;
    }
}
