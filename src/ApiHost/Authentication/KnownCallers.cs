using Microsoft.AspNetCore.Authentication;
using TokenGrains.ApiHost.Revocations;

namespace TokenGrains.ApiHost.Authentication;

/// <summary>Who a token stands for, if this host has found that out before: a hash and a few look-ups, without the handler that ASP.NET makes for each request.</summary>
/// <remarks>Making a handler and asking it costs several times as much as all that is looked up here (decision 54).</remarks>
internal sealed class KnownCallers(
    AccessTokenHeader header, AccessTokenCache verified, AccountCache accounts, OpaqueTokenCache verdicts, RevocationCheck revocations)
{
    /// <summary>As <c>AuthenticateAsync</c> of <see cref="AuthenticationHttpContextExtensions"/>; the handler is asked only where the caller is not known.</summary>
    public ValueTask<AuthenticateResult> Authenticate(HttpContext context, string scheme) =>
        Find(context.Request, scheme) is { } known ? new(known) : new(context.AuthenticateAsync(scheme));

    private AuthenticateResult? Find(HttpRequest request, string scheme) => scheme switch
    {
        AuthenticationSchemes.OpaqueToken => TokenDigest.Of(request.Headers.Authorization) is { } digest ? verdicts.Find(digest) : null,
        AuthenticationSchemes.AccessToken => FindVerified(request),
        AuthenticationSchemes.AccessTokenUser => FindVerified(request) is { Succeeded: true } token ? accounts.Find(token.Principal.GetToken()) : null,
        _ => null,
    };

    private AuthenticateResult? FindVerified(HttpRequest request)
    {
        if (TokenDigest.Of(request.Headers[header.Name]) is not { } digest || verified.Find(digest) is not { } known)
            return null;
        return revocations.IsEnded(known.Token) ? AuthenticateResult.Fail(new TokenEndedException(known.Result.Principal!.GetToken())) : known.Result;
    }
}
