using TokenGrains.Storage.GroupCommit;

namespace TokenGrains.Micro;

/// <summary>An engine whose commits are counted; without one every write succeeds and nothing is kept.</summary>
internal sealed class CountedRows(IRowStore? inner) : IRowStore
{
    public long Commits { get; private set; }

    public long Writes { get; private set; }

    public Task OpenAsync(CancellationToken cancellationToken) => inner?.OpenAsync(cancellationToken) ?? Task.CompletedTask;

    public ValueTask<StoredRow?> ReadAsync(RowKey key, CancellationToken cancellationToken) => inner?.ReadAsync(key, cancellationToken) ?? default;

    public void Commit(IReadOnlyList<RowWrite> batch)
    {
        Commits++;
        Writes += batch.Count;
        if (inner is not null)
        {
            inner.Commit(batch);
            return;
        }

        foreach (var write in batch)
            write.Outcome = new WriteOutcome(IsWritten: true, write.NewVersion);
    }

    public void Dispose() => inner?.Dispose();
}
