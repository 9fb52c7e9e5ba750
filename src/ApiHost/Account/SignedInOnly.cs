using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using TokenGrains.ApiHost.Authentication;

namespace TokenGrains.ApiHost.Account;

/// <summary>Lets users pass to what is their own, with any of their tokens. Endpoints find the caller in <see cref="HttpContext.User"/>.</summary>
internal sealed class SignedInOnly(AccessTokenHeader accessTokens)
{
    // The account decides whether the caller passes, with an access token too: a user who was put to sleep does not.
    private static readonly string[] Schemes = [AuthenticationSchemes.OpaqueToken, AuthenticationSchemes.AccessTokenUser];

    /// <summary>Puts the check before all else that <paramref name="endpoints"/> do: an endpoint filter would come after the body was read.</summary>
    public void Guard(IEndpointConventionBuilder endpoints) => endpoints.Add(endpoint =>
    {
        var guarded = endpoint.RequestDelegate!;
        endpoint.RequestDelegate = async context =>
        {
            if (await FindCaller(context) is not { } caller)
            {
                await Unauthorized(context).ExecuteAsync(context);
                return;
            }

            context.User = caller;
            await guarded(context);
        };
    });

    private static async Task<ClaimsPrincipal?> FindCaller(HttpContext http)
    {
        foreach (var scheme in Schemes)
        {
            if (await http.AuthenticateAsync(scheme) is { Succeeded: true } result && result.Principal.FindUserId() is not null)
                return result.Principal;
        }

        return null;
    }

    private ProblemHttpResult Unauthorized(HttpContext http)
    {
        http.Response.Headers.WWWAuthenticate = $"{AuthenticationSchemes.OpaqueToken}, {accessTokens.Challenge}";
        return TypedResults.Problem("A token of a user is needed.", statusCode: StatusCodes.Status401Unauthorized);
    }
}
