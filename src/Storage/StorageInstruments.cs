using System.Diagnostics.Metrics;

namespace TokenGrains.Storage;

/// <summary>What storage measures, under the meter <see cref="MeterName"/>.</summary>
public sealed class StorageInstruments
{
    public const string MeterName = "TokenGrains.Storage";

    private static readonly KeyValuePair<string, object?> Written = new("outcome", "written");
    private static readonly KeyValuePair<string, object?> Conflict = new("outcome", "conflict");
    private static readonly KeyValuePair<string, object?> Failed = new("outcome", "failed");

    private readonly Counter<long> _reads;
    private readonly Counter<long> _writes;
    private readonly Counter<long> _ended;
    private readonly Histogram<int> _batchSize;
    private readonly Histogram<double> _commitDuration;

    public StorageInstruments(IMeterFactory meters)
    {
        ArgumentNullException.ThrowIfNull(meters);
        var meter = meters.Create(MeterName);
        _reads = meter.CreateCounter<long>("tokengrains.storage.reads", "{read}", "Grain states asked for, found or not.");
        _writes = meter.CreateCounter<long>("tokengrains.storage.writes", "{write}", "Writes and clears of grain states, by outcome.");
        _ended = meter.CreateCounter<long>("tokengrains.storage.ended_rows.deleted", "{row}", "Rows that the janitor deleted.");
        _batchSize = meter.CreateHistogram<int>("tokengrains.storage.batch.size", "{write}", "Writes that shared one commit.");
        _commitDuration = meter.CreateHistogram<double>("tokengrains.storage.commit.duration", "s", "Time of one commit, failed ones included.");
    }

    internal void OnRead() => _reads.Add(1);

    internal void OnRefused() => _writes.Add(1, Failed);

    internal void OnEndedRowsDeleted(int rows) => _ended.Add(rows);

    internal void OnCommitted(int written, int conflicts, TimeSpan duration)
    {
        OnBatch(written + conflicts, duration);
        if (written > 0)
            _writes.Add(written, Written);
        if (conflicts > 0)
            _writes.Add(conflicts, Conflict);
    }

    internal void OnCommitFailed(int writes, TimeSpan duration)
    {
        OnBatch(writes, duration);
        _writes.Add(writes, Failed);
    }

    private void OnBatch(int size, TimeSpan duration)
    {
        _batchSize.Record(size);
        _commitDuration.Record(duration.TotalSeconds);
    }
}
