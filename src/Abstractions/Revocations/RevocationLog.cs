namespace TokenGrains.Revocations;

/// <summary>The kept entries of one shard in memory, with their positions. Safe for one writer and many readers.</summary>
public sealed class RevocationLog(TimeSpan retention)
{
    /// <summary>How many entries a page has at most.</summary>
    public const int LargestPage = 2048;

    private readonly Lock _lock = new();
    private readonly List<(long Position, Revocation Revocation)> _entries = [];

    /// <summary>The position that the next entry gets, or a later one.</summary>
    public long Next { get; private set; }

    /// <summary>How many entries there are.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _entries.Count;
        }
    }

    /// <summary>Adds entries that stand one behind another from <paramref name="position"/> on.</summary>
    public void Add(long position, IEnumerable<Revocation> revocations)
    {
        lock (_lock)
        {
            // A log that was set back begins anew.
            if (position < Next)
                _entries.Clear();
            foreach (var revocation in revocations)
                _entries.Add((position++, revocation));
            Next = position;
        }
    }

    /// <summary>Lets go of what no live token can be affected by.</summary>
    public void Trim(DateTimeOffset now)
    {
        lock (_lock)
        {
            var count = 0;
            while (count < _entries.Count && _entries[count].Revocation.At + retention <= now)
                count++;
            _entries.RemoveRange(0, count);
        }
    }

    /// <summary>The entries from a position on, without a gap between them; the oldest where the position is unknown.</summary>
    public RevocationPage Read(long after)
    {
        lock (_lock)
        {
            var start = after > Next ? 0 : FindIndex(after);
            var end = start;
            while (end < _entries.Count && end - start < LargestPage && (end == start || _entries[end].Position == _entries[end - 1].Position + 1))
                end++;
            return start == end
                ? new RevocationPage([], Next, HasMore: false)
                : new RevocationPage([.. _entries.GetRange(start, end - start).Select(entry => entry.Revocation)], _entries[end - 1].Position + 1, HasMore: end < _entries.Count);
        }
    }

    private int FindIndex(long position)
    {
        var (low, high) = (0, _entries.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_entries[middle].Position < position)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
