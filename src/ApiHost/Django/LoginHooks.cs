using TokenGrains.Users;

namespace TokenGrains.ApiHost.Django;

/// <summary>Tells the host's own <see cref="ILoginHook"/>s how a sign-in for JWTs ended.</summary>
internal sealed class LoginHooks(IEnumerable<ILoginHook> hooks)
{
    private readonly ILoginHook[] _hooks = [.. hooks];

    public async Task Tell(SignInResult result, string username, CancellationToken cancellation)
    {
        foreach (var hook in _hooks)
        {
            switch (result)
            {
                case SignInResult.SessionStarted started:
                    await hook.OnSucceeded(started.User, cancellation);
                    break;

                case SignInResult.SlidingTokenGranted granted:
                    await hook.OnSucceeded(granted.User, cancellation);
                    break;

                case SignInResult.InvalidCredentials or SignInResult.UserInactive or SignInResult.SessionMaximumReached:
                    await hook.OnFailed(username, cancellation);
                    break;
            }
        }
    }
}
