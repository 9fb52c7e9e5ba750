using System.Collections.Concurrent;
using TokenGrains.Revocations;
using TokenGrains.Sessions;
using TokenGrains.Tokens;
using TokenGrains.Users;

namespace TokenGrains.ApiHost.Revocations;

/// <summary>What the feed says, by session and user, so that a token is judged by two look-ups and no call.</summary>
/// <remarks>
/// An entry stays for as long as a token can live, counted from when this host learned of it: so what the host has kept since
/// before the entry came is gone before the entry is.
/// </remarks>
internal sealed class RevocationIndex(TimeSpan retention)
{
    private readonly ConcurrentDictionary<SessionId, DateTimeOffset> _sessions = [];
    private readonly ConcurrentDictionary<UserId, (UserMark Mark, DateTimeOffset LearnedAt)> _users = [];
    private readonly ConcurrentQueue<(Revocation Revocation, DateTimeOffset LearnedAt)> _order = [];
    private readonly Lock _trimming = new();

    /// <summary>How many entries there are.</summary>
    public int Count => _sessions.Count + _users.Count;

    /// <summary>Takes in what one shard has brought, in its order.</summary>
    public void Add(IEnumerable<Revocation> revocations, DateTimeOffset now)
    {
        foreach (var revocation in revocations)
        {
            switch (revocation)
            {
                case Revocation.SessionEnded ended:
                    _sessions[ended.Session] = now;
                    break;

                case Revocation.UserChanged changed:
                    var mark = UserMark.From(changed);
                    _users[changed.User] = (_users.TryGetValue(changed.User, out var known) ? known.Mark.Add(mark) : mark, now);
                    break;
            }

            _order.Enqueue((revocation, now));
        }
    }

    /// <summary>Lets go of what no live token can be affected by.</summary>
    public void Trim(DateTimeOffset now)
    {
        lock (_trimming)
        {
            while (_order.TryPeek(out var oldest) && oldest.LearnedAt + retention < now && _order.TryDequeue(out _))
                Remove(oldest.Revocation, oldest.LearnedAt);
        }
    }

    /// <summary>Whether the token was ended before its time.</summary>
    public bool Ends(AccessToken token) =>
        (token.Session is { } session && _sessions.ContainsKey(session))
        || (token.User != default && _users.TryGetValue(token.User, out var user) && user.Mark.Ends(token));

    /// <summary>Whether a verdict about a user that rests on this version may still be relied on.</summary>
    public bool IsCurrent(UserId user, uint version) => !_users.TryGetValue(user, out var known) || version >= known.Mark.Version;

    // Unless it was learned of again meanwhile.
    private void Remove(Revocation revocation, DateTimeOffset learnedAt)
    {
        switch (revocation)
        {
            case Revocation.SessionEnded ended:
                _sessions.TryRemove(KeyValuePair.Create(ended.Session, learnedAt));
                break;

            case Revocation.UserChanged changed when _users.TryGetValue(changed.User, out var user) && user.LearnedAt == learnedAt:
                _users.TryRemove(KeyValuePair.Create(changed.User, user));
                break;
        }
    }
}
