using TokenGrains.Events;
using TokenGrains.Sessions;

namespace TokenGrains.Grains.Users;

/// <summary>What a user does about all of its own sessions.</summary>
internal sealed partial class UserGrain
{
    public async Task<bool> RevokeOtherSessions(SessionId kept)
    {
        if (Live is not { } user)
            return false;

        await WriteAndAnnounce(user, user.EndSessions(_time.GetUtcNow()));
        await Spare(kept, user.SessionEpoch);
        LogSessionsRevoked(_logger, _id);
        await _events.Record(SecurityEventKind.SessionsRevoked, _id);
        return true;
    }

    // After the epoch has moved: a crash in between ends the session that was to be kept. The other way round it would leave one that the
    // next end of all sessions passes by.
    private Task Spare(SessionId kept, uint epoch) => GrainFactory.SessionOwner(kept).Outlast(_id, epoch, epoch + 1);
}
