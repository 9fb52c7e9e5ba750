namespace TokenGrains.Storage.Events;

/// <summary>An engine that keeps events.</summary>
internal interface IEventRows
{
    /// <summary>Makes all of them durable in one transaction, or none. Never called twice at a time.</summary>
    Task AppendAsync(IReadOnlyList<EventRecord> batch);

    /// <summary>The newest events that pass the filter, newest first.</summary>
    Task<IReadOnlyList<StoredEvent>> ReadAsync(EventFilter filter, CancellationToken cancellationToken);

    /// <summary>Deletes events of <paramref name="end"/> (Unix milliseconds) or earlier, batch by batch; answers how many each time.</summary>
    IAsyncEnumerable<int> DeleteEventsAsync(long end, int batchSize, CancellationToken cancellationToken);
}
