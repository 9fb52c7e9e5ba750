using System.Collections.Immutable;
using TokenGrains.Grains.Users;
using TokenGrains.Sessions;
using TokenGrains.Tokens;

namespace TokenGrains.Grains.Sessions.Listing;

/// <summary>Keeps a user at the maximum of sessions, where there is one. Sign-ins come one after the other here, so that no two take the same place.</summary>
internal sealed partial class SessionListGrain
{
    // Never asks the user's own grain: it waits for the start.
    private async Task<TokenPair?> BeginWithinMaximum(SessionStart start)
    {
        var others = await FindCounted(start.Standing);
        var excess = Math.Max(0, others.Length + 1 - _maximum);
        if (excess > 0 && _whenReached is MaximumRule.Refuse)
            return null;

        // Before the new one begins: whatever fails in between, there are never too many.
        await Task.WhenAll(others[..excess].Select(session => GrainFactory.SessionOwner(session).Displace(_user)));
        return await Begin(start, others[excess..]);
    }

    /// <summary>The sessions that may live beside a new one, the oldest first. Whether they still do is asked only when they leave no place.</summary>
    private async Task<ImmutableArray<SessionId>> FindCounted(UserStanding standing)
    {
        var counted = _list.Current is { } list ? list.Counted ?? await CountChain(standing) : [];
        if (counted.Length < _maximum)
            return counted;

        var descriptions = await Task.WhenAll(counted.Select(session => GrainFactory.SessionOwner(session).Describe(_user, standing)));
        return [.. descriptions.OfType<SessionDescription>().Where(IsLive).Select(session => session.Session)];
    }

    /// <summary>What was not counted while there was no maximum: of the last page of sessions, those that live.</summary>
    private async Task<ImmutableArray<SessionId>> CountChain(UserStanding standing) =>
        [.. (await List(before: null, standing)).Where(IsLive).Reverse().Select(session => session.Session)];

    private static bool IsLive(SessionDescription session) => session.EndedAt is null;
}
