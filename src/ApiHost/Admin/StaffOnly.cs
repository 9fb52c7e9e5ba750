using Microsoft.AspNetCore.Http.HttpResults;
using TokenGrains.ApiHost.Authentication;
using TokenGrains.ApiHost.Hosting;
using TokenGrains.Tokens;
using TokenGrains.Users;

namespace TokenGrains.ApiHost.Admin;

/// <summary>Lets staff users pass, with any of their tokens. Whether someone is staff is asked anew for every request.</summary>
internal sealed class StaffOnly(IGrainFactory grains, KnownCallers callers, AccessTokenHeader accessTokens)
{
    private static readonly string[] Schemes = [AuthenticationSchemes.OpaqueToken, AuthenticationSchemes.AccessToken];

    /// <summary>Puts the check before all else that <paramref name="endpoints"/> do: an endpoint filter would come after the body was read.</summary>
    /// <param name="endpoints">What is guarded.</param>
    /// <param name="scope">What a token of limited scope needs besides.</param>
    public void Guard(IEndpointConventionBuilder endpoints, string scope = TokenScope.Admin) => endpoints.Add(endpoint =>
    {
        var guarded = endpoint.RequestDelegate!;
        endpoint.RequestDelegate = async context =>
        {
            var (refusal, staff) = await Judge(context, scope);
            if (refusal is not null)
            {
                await refusal.ExecuteAsync(context);
                return;
            }

            context.AttachOrigin(staff);
            await guarded(context);
        };
    });

    private async Task<(IResult? Refusal, UserId Staff)> Judge(HttpContext http, string scope)
    {
        foreach (var scheme in Schemes)
        {
            var result = await callers.Authenticate(http, scheme);
            if (!result.Succeeded || result.Principal.FindUserId() is not { } user)
                continue;
            if (!result.Principal.GetScope().Allows(scope))
                return (AuthenticationProblems.ScopeMissing(scope), user);

            IResult? refusal = await grains.User(user).Describe() switch
            {
                { IsActive: true, IsStaff: true } => null,
                { IsActive: true } => TypedResults.Problem("Only staff users may do this.", statusCode: StatusCodes.Status403Forbidden),
                _ => Unauthorized(http),
            };
            return (refusal, user);
        }

        return (Unauthorized(http), default);
    }

    private ProblemHttpResult Unauthorized(HttpContext http)
    {
        http.Response.Headers.WWWAuthenticate = $"{AuthenticationSchemes.OpaqueToken}, {accessTokens.Challenge}";
        return TypedResults.Problem("A token of a staff user is needed.", statusCode: StatusCodes.Status401Unauthorized);
    }
}
