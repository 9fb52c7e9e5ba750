using System.Security.Claims;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace OpenIddictPeer;

/// <summary>What OpenIddict leaves to its host: whose tokens these are. It has checked the client and the refresh token before.</summary>
internal static class TokenEndpoint
{
    private const string Scheme = OpenIddictServerAspNetCoreDefaults.AuthenticationScheme;

    public static async Task<IResult> Exchange(HttpContext context, SignInManager<IdentityUser> signIn)
    {
        var request = context.GetOpenIddictServerRequest()!;
        if (request.IsPasswordGrantType())
        {
            var user = await signIn.UserManager.FindByNameAsync(request.Username!);
            return user is not null && (await signIn.CheckPasswordSignInAsync(user, request.Password!, lockoutOnFailure: true)).Succeeded
                ? SignIn(user, request.GetScopes())
                : Refuse();
        }

        var presented = (await context.AuthenticateAsync(Scheme)).Principal!;
        var owner = await signIn.UserManager.FindByIdAsync(presented.GetClaim(Claims.Subject)!);
        return owner is not null && await signIn.CanSignInAsync(owner) ? SignIn(owner, presented) : Refuse();
    }

    private static IResult SignIn(IdentityUser user, IEnumerable<string> scopes)
    {
        var identity = new ClaimsIdentity(TokenValidationParameters.DefaultAuthenticationType, Claims.Name, Claims.Role);
        identity.SetScopes(scopes);
        return SignIn(user, identity);
    }

    // What the refresh token carries goes on: its scopes, and the authorization that all tokens of one sign-in share.
    private static IResult SignIn(IdentityUser user, ClaimsPrincipal presented) =>
        SignIn(user, new ClaimsIdentity(presented.Claims, TokenValidationParameters.DefaultAuthenticationType, Claims.Name, Claims.Role));

    private static IResult SignIn(IdentityUser user, ClaimsIdentity identity)
    {
        identity.SetClaim(Claims.Subject, user.Id).SetClaim(Claims.Name, user.UserName).SetClaim(Claims.Email, user.Email);
        identity.SetDestinations(static _ => [Destinations.AccessToken]);
        return Results.SignIn(new ClaimsPrincipal(identity), authenticationScheme: Scheme);
    }

    private static IResult Refuse() => Results.Forbid(
        new AuthenticationProperties(new Dictionary<string, string?> { [OpenIddictServerAspNetCoreConstants.Properties.Error] = Errors.InvalidGrant }),
        [Scheme]);
}
