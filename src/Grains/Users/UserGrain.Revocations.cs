using TokenGrains.Revocations;
using TokenGrains.Tokens;

namespace TokenGrains.Grains.Users;

/// <summary>What hosts must learn of at once.</summary>
internal sealed partial class UserGrain
{
    public Task<bool> Admits(AccessToken presented)
    {
        // Nothing of an id that was never anybody's has ended. Anybody may name one.
        if (_user.Current is null)
            DeactivateOnIdle();
        return Task.FromResult(_user.Current switch
        {
            { Status: UserStatus.Deleted } => false,
            { Status: UserStatus.Live } user => _rules.IsAdmitted(user) && !presented.IsEndedBy(user.SessionEpoch, user.SessionsEndedAt),
            _ => true,
        });
    }

    // The feed first: after a crash in between hosts ask once too often, and never once too seldom. The version closes the gap: what
    // a host was told before the write is older than what the feed has told it.
    private async Task WriteAndAnnounce(UserState user, UserState changed)
    {
        var next = changed with { Version = user.Version + 1 };
        await GrainFactory.Announce(RevocationShards.Of(_id), new Revocation.UserChanged(
            _id, next.Version, next.SessionEpoch, next.SessionsEndedAt, IsActive: next.Status is UserStatus.Live && _rules.IsAdmitted(next), _time.GetUtcNow()));
        await _user.Write(next);
    }
}
