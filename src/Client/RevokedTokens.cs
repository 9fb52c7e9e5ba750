using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Claims;

namespace TokenGrains.Client;

/// <summary>What the revocation feed has said, for as long as a token can live that it is about.</summary>
internal sealed class RevokedTokens
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> _sessions = [];
    private readonly ConcurrentDictionary<string, (uint Epoch, bool IsActive, DateTimeOffset LearnedAt)> _users = [];
    private readonly Queue<(string Key, bool IsSession, DateTimeOffset LearnedAt)> _order = [];

    /// <summary>Takes in entries in the order of the feed, and lets go of those that were learned of before <paramref name="kept"/>.</summary>
    public void Add(IEnumerable<FeedEntry> entries, DateTimeOffset now, TimeSpan kept)
    {
        lock (_order)
        {
            foreach (var entry in entries)
                Add(entry, now);
            while (_order.TryPeek(out var oldest) && oldest.LearnedAt + kept < now)
                Forget(_order.Dequeue());
        }
    }

    /// <summary>Whether the token that the caller came with was ended before its time.</summary>
    public bool Contains(ClaimsPrincipal caller)
    {
        if (caller.FindFirstValue("sid") is { } session && _sessions.ContainsKey(session))
            return true;

        // No claim is the first epoch of all.
        _ = uint.TryParse(caller.FindFirstValue("session_epoch"), NumberStyles.None, CultureInfo.InvariantCulture, out var epoch);
        return caller.FindFirstValue("sub") is { } user && _users.TryGetValue(user, out var known) && (!known.IsActive || known.Epoch > epoch);
    }

    private void Add(FeedEntry entry, DateTimeOffset now)
    {
        if (entry.Session is { } session)
        {
            _sessions[session] = now;
            _order.Enqueue((session, IsSession: true, now));
        }
        else if (entry.User is { } user)
        {
            // An epoch never goes back, even where an older entry is read twice.
            var epoch = Math.Max(entry.SessionEpoch, _users.TryGetValue(user, out var known) ? known.Epoch : 0);
            _users[user] = (epoch, entry.IsActive, now);
            _order.Enqueue((user, IsSession: false, now));
        }
    }

    // Unless it was learned of again meanwhile.
    private void Forget((string Key, bool IsSession, DateTimeOffset LearnedAt) oldest)
    {
        if (oldest.IsSession)
            _sessions.TryRemove(KeyValuePair.Create(oldest.Key, oldest.LearnedAt));
        else if (_users.TryGetValue(oldest.Key, out var user) && user.LearnedAt == oldest.LearnedAt)
            _users.TryRemove(KeyValuePair.Create(oldest.Key, user));
    }
}
