namespace TokenGrains.Storage.GroupCommit;

/// <summary>An engine that keeps rows. Everything about grains, queues and callers is done before it is asked.</summary>
internal interface IRowStore : IDisposable
{
    /// <summary>Opens the database, whose schema is up to date from then on.</summary>
    Task OpenAsync(CancellationToken cancellationToken);

    /// <summary>The row as last committed, null if there is none. Called by many threads at once.</summary>
    ValueTask<StoredRow?> ReadAsync(RowKey key, CancellationToken cancellationToken);

    /// <summary>
    /// Makes the batch durable in one transaction, judging its writes in order, and sets <see cref="RowWrite.Outcome"/> of each.
    /// A conflict is an outcome, not a failure: the others commit. Called by the one writer thread, never twice at a time.
    /// </summary>
    /// <remarks>If it throws, nothing of the batch may leak into the next one.</remarks>
    /// <exception cref="StorageUnavailableException">The database cannot be reached; nothing of the batch is stored.</exception>
    /// <exception cref="WriteRefusedException">The database refused a row; nothing of the batch is stored.</exception>
    void Commit(IReadOnlyList<RowWrite> batch);
}

/// <summary>What a row holds. No payload: a row that the stock ADO.NET provider cleared.</summary>
internal sealed record StoredRow(int Version, byte[]? Payload);
