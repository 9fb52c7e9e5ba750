namespace TokenGrains.Users;

/// <summary>Hears of sign-ins for JWTs: SimpleJWT's <c>ON_LOGIN_SUCCESS</c> and <c>ON_LOGIN_FAILED</c>.</summary>
/// <remarks>Registered as a singleton, any number of them; runs on the host, before the answer leaves. What it throws becomes the answer 500.</remarks>
public interface ILoginHook
{
    /// <summary>After a sign-in that yielded tokens, with <c>UPDATE_LAST_LOGIN</c> or without.</summary>
    Task OnSucceeded(UserId user, CancellationToken cancellation);

    /// <summary>After a sign-in that was refused. The name is as it was typed; the password is not told.</summary>
    Task OnFailed(string username, CancellationToken cancellation);
}
