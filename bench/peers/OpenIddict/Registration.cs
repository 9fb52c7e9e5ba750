using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;

namespace OpenIddictPeer;

internal sealed record RegisterRequest(string Email, string Password);

internal static class Registration
{
    public static async Task<Results<Ok, ValidationProblem>> Register(RegisterRequest request, UserManager<IdentityUser> users)
    {
        var result = await users.CreateAsync(new IdentityUser { UserName = request.Email, Email = request.Email }, request.Password);
        return result.Succeeded
            ? TypedResults.Ok()
            : TypedResults.ValidationProblem(result.Errors.ToDictionary(static error => error.Code, static error => new[] { error.Description }));
    }
}
