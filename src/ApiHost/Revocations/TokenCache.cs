using System.Collections.Concurrent;

namespace TokenGrains.ApiHost.Revocations;

/// <summary>A cache of bounded size that is read without locks and never swept.</summary>
/// <remarks>
/// Two halves: what is used moves into the young one, and when that is full the old one is forgotten as a whole. Between half of
/// the capacity and all of it are kept, the last used ones.
/// </remarks>
internal sealed class TokenCache<TEntry>(int capacity)
    where TEntry : class
{
    private readonly int _half = (capacity + 1) / 2;
    private Halves _halves = new([], []);

    /// <summary>The entry; null if there is none.</summary>
    public TEntry? Find(TokenDigest digest)
    {
        var halves = Volatile.Read(ref _halves);
        if (halves.Young.TryGetValue(digest, out var entry))
            return entry;
        if (halves.Old.TryGetValue(digest, out entry))
            Add(digest, entry);
        return entry;
    }

    /// <summary>Keeps the entry in place of an earlier one.</summary>
    public void Add(TokenDigest digest, TEntry entry)
    {
        if (_half == 0)
            return;

        var halves = Volatile.Read(ref _halves);
        if (halves.Young.Count >= _half)
        {
            var next = new Halves([], halves.Young);
            halves = Interlocked.CompareExchange(ref _halves, next, halves) == halves ? next : Volatile.Read(ref _halves);
        }

        halves.Young[digest] = entry;
    }

    private sealed record Halves(ConcurrentDictionary<TokenDigest, TEntry> Young, ConcurrentDictionary<TokenDigest, TEntry> Old);
}
