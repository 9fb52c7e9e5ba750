using TokenGrains.Users;

namespace TokenGrains.Grains.Sessions;

/// <summary>Being over before it began: its refresh token was revoked in the system that made it.</summary>
internal sealed partial class SessionGrain
{
    // More than any leeway with which the token's own expiry is met.
    private static readonly TimeSpan KeptAfterEnd = TimeSpan.FromDays(1);

    public async Task<bool> ImportRevoked(UserId user, DateTimeOffset end)
    {
        DeactivateOnIdle();
        if (_session.Current is { Revoked: not null })
            return false;

        var now = _time.GetUtcNow();
        var session = _session.Current ?? SessionState.Begin(user, epoch: 0, now, _rules) with { AbsoluteEnd = end + KeptAfterEnd };
        var over = session.Revoke(RevocationCause.SignedOut, now);

        // It has handed out access tokens only if it is known here, or is not written down when it hands them out.
        await (_session.Current is null && _rules.Rotates ? WriteEnd(over) : End(over));
        return true;
    }

    public Task<bool> IsOver()
    {
        DeactivateOnIdle();
        return Task.FromResult(_session.Current is { Revoked: not null });
    }
}
