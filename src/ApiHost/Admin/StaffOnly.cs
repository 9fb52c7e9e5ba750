using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using TokenGrains.ApiHost.Authentication;

namespace TokenGrains.ApiHost.Admin;

/// <summary>Lets staff users pass, with any of their tokens. Whether someone is staff is asked anew for every request.</summary>
internal sealed class StaffOnly(IGrainFactory grains, AccessTokenHeader accessTokens) : IEndpointFilter
{
    private static readonly string[] Schemes = [AuthenticationSchemes.OpaqueToken, AuthenticationSchemes.AccessToken];

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        foreach (var scheme in Schemes)
        {
            var result = await http.AuthenticateAsync(scheme);
            if (!result.Succeeded)
                continue;

            var caller = await grains.User(result.Principal.GetUserId()).Describe();
            return caller switch
            {
                { IsActive: true, IsStaff: true } => await next(context),
                { IsActive: true } => TypedResults.Problem("Only staff users may do this.", statusCode: StatusCodes.Status403Forbidden),
                _ => Unauthorized(http),
            };
        }

        return Unauthorized(http);
    }

    private ProblemHttpResult Unauthorized(HttpContext http)
    {
        http.Response.Headers.WWWAuthenticate = $"{AuthenticationSchemes.OpaqueToken}, {accessTokens.Challenge}";
        return TypedResults.Problem("A token of a staff user is needed.", statusCode: StatusCodes.Status401Unauthorized);
    }
}
