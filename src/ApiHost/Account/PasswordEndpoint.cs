using System.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using TokenGrains.ApiHost.Admin;
using TokenGrains.ApiHost.Hosting;
using TokenGrains.Users;

namespace TokenGrains.ApiHost.Account;

/// <summary><c>POST /account/password</c>: a new password. It ends all sessions; a caller with one gets the first pair of a new one.</summary>
internal static class PasswordEndpoint
{
    public static async Task<IResult> Change(ChangePasswordRequest request, AccountCaller caller, HttpContext http, IGrainFactory grains)
    {
        if (!AdminProblems.IsText(request.CurrentPassword))
            return AdminProblems.InvalidPassword("current_password");
        if (!AdminProblems.IsText(request.NewPassword))
            return AdminProblems.InvalidPassword("new_password");

        var change = new PasswordChange(request.CurrentPassword, request.NewPassword, StartsSession: caller.Session is not null, http.DescribeClient());
        return await grains.User(caller.User).ChangePassword(change) switch
        {
            ChangePasswordResult.Changed { Tokens: { } tokens } => NewSession(NewSessionResponse.From(tokens), http.Response),
            ChangePasswordResult.Changed => TypedResults.NoContent(),
            ChangePasswordResult.WrongPassword => AdminProblems.Invalid("current_password", "This is not the present password."),
            ChangePasswordResult.PasswordRefused refused => AdminProblems.PasswordRefused(refused.Fault, "new_password"),
            ChangePasswordResult.UnknownUser => AdminProblems.UnknownUser(),
            ChangePasswordResult.Overloaded => new Overloaded(),
            var unmapped => throw new UnreachableException(unmapped.GetType().Name),
        };
    }

    // RFC 6749 section 5.1.
    private static Ok<NewSessionResponse> NewSession(NewSessionResponse tokens, HttpResponse response)
    {
        response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(tokens);
    }
}
