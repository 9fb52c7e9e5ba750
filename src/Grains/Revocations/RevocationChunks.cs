using Orleans.Storage;
using TokenGrains.Revocations;

namespace TokenGrains.Grains.Revocations;

/// <summary>The log of one shard in storage: a head, and chunks of which only the last one is written to.</summary>
/// <remarks>A position is never given out twice: a chunk that is not there was forgotten, and the next one begins.</remarks>
internal sealed class RevocationChunks(IGrainStorage storage, GrainId grain, TimeSpan retention)
{
    // A row that has ended may be gone at any moment. For so long before that it is not written to any more.
    private static readonly TimeSpan Spare = TimeSpan.FromMinutes(1);

    private readonly GrainState<RevocationHead> _head = new() { State = new RevocationHead() };
    private readonly Queue<(long Number, DateTimeOffset LatestEnd)> _ends = [];
    private GrainState<RevocationChunk> _last = new() { State = new RevocationChunk() };

    private RevocationHead Head => _head.State!;

    private RevocationChunk Last => _last.State!;

    /// <summary>Reads all that is kept into <paramref name="log"/>.</summary>
    public async Task Read(RevocationLog log)
    {
        await storage.ReadStateAsync(RevocationHead.StateName, grain, _head);
        var (first, last) = (Head.First, Head.Last);
        for (var number = first; number <= last; number++)
        {
            var chunk = new GrainState<RevocationChunk> { State = new RevocationChunk() };
            await storage.ReadStateAsync(RevocationChunk.StateName(number), grain, chunk);
            if (chunk.RecordExists)
                log.Add(number * RevocationChunk.Capacity, chunk.State!.Revocations);
            if (number == last)
                _last = chunk;
            else if (chunk is { RecordExists: true, State.LatestEnd: { } end })
                _ends.Enqueue((number, end));
        }

        if (!_last.RecordExists)
            log.Add((last + 1) * RevocationChunk.Capacity, []);
    }

    /// <summary>Writes as many of <paramref name="revocations"/> as one row takes, and returns the position of the first and how many they are.</summary>
    public async Task<(long Position, int Count)> Write(IReadOnlyList<Revocation> revocations, DateTimeOffset now)
    {
        if (!_last.RecordExists || Last.Revocations.Length == RevocationChunk.Capacity || Last.LatestEnd <= now + Spare)
            await Begin(now);

        var present = Last;
        var (number, length) = (Head.Last, present.Revocations.Length);
        var count = Math.Min(RevocationChunk.Capacity - length, revocations.Count);
        var end = now + retention + Spare;
        _last.State = new RevocationChunk(
            present.Revocations.AddRange(revocations.Take(count)), present.LatestEnd > end ? present.LatestEnd : end);
        await storage.WriteStateAsync(RevocationChunk.StateName(number), grain, _last);
        return (number * RevocationChunk.Capacity + length, count);
    }

    private async Task Begin(DateTimeOffset now)
    {
        var (first, last) = (Head.First, Head.Last);
        if (_last is { RecordExists: true, State.LatestEnd: { } end })
            _ends.Enqueue((last, end));

        // The janitor deletes the rows; the head must not name more and more of them.
        while (_ends.TryPeek(out var oldest) && oldest.LatestEnd <= now)
            first = _ends.Dequeue().Number + 1;
        _head.State = new RevocationHead(_ends.Count == 0 ? last + 1 : first, last + 1);
        await storage.WriteStateAsync(RevocationHead.StateName, grain, _head);
        _last = new GrainState<RevocationChunk> { State = new RevocationChunk() };
    }
}
