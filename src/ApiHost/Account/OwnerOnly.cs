using Microsoft.AspNetCore.Http.HttpResults;
using TokenGrains.ApiHost.Authentication;
using TokenGrains.ApiHost.Hosting;
using TokenGrains.Tokens;

namespace TokenGrains.ApiHost.Account;

/// <summary>Lets users pass to their own account, with any of their tokens that may be used for it.</summary>
internal sealed class OwnerOnly(KnownCallers callers, AccessTokenHeader accessTokens)
{
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

            if (!caller.Scope.Allows(TokenScope.Account))
            {
                await AuthenticationProblems.ScopeMissing(TokenScope.Account).ExecuteAsync(context);
                return;
            }

            context.Features.Set(caller);
            context.AttachOrigin(caller.User);
            await guarded(context);
        };
    });

    private async Task<AccountCaller?> FindCaller(HttpContext http)
    {
        if (await Find(http, AuthenticationSchemes.OpaqueToken) is { } owner)
            return owner;

        // The account decides whether the caller passes, the token which session is the caller's own.
        if (await Find(http, AuthenticationSchemes.AccessTokenUser) is not { } user)
            return null;
        var token = (await callers.Authenticate(http, AuthenticationSchemes.AccessToken)).Principal!.GetToken();
        return user with { Session = token.Session };
    }

    private async Task<AccountCaller?> Find(HttpContext http, string scheme) =>
        await callers.Authenticate(http, scheme) is { Succeeded: true } result && result.Principal.FindUserId() is { } user
            ? new AccountCaller(user, Session: null, result.Principal.GetScope())
            : null;

    private ProblemHttpResult Unauthorized(HttpContext http)
    {
        http.Response.Headers.WWWAuthenticate = $"{AuthenticationSchemes.OpaqueToken}, {accessTokens.Challenge}";
        return TypedResults.Problem("A token of the account's owner is needed.", statusCode: StatusCodes.Status401Unauthorized);
    }
}
