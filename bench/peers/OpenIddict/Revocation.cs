using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace OpenIddictPeer;

internal static class Revocation
{
    /// <summary>Ends all of the caller's sign-ins. Authorizations too: without them a refresh token is refused, whatever its own row says.</summary>
    public static async Task<NoContent> RevokeAll(ClaimsPrincipal caller, IOpenIddictTokenManager tokens, IOpenIddictAuthorizationManager authorizations)
    {
        var subject = caller.GetClaim(Claims.Subject)!;
        await authorizations.RevokeBySubjectAsync(subject);
        await tokens.RevokeBySubjectAsync(subject);
        return TypedResults.NoContent();
    }
}
