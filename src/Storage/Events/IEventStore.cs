namespace TokenGrains.Storage.Events;

/// <summary>An append-only log of events, kept for <see cref="EventOptions.Retention"/>.</summary>
public interface IEventStore
{
    /// <summary>Completes when the event is durable. Events that wait at the same time share one commit.</summary>
    /// <exception cref="StorageUnavailableException">Too many events wait, or the store is closed; nothing was stored.</exception>
    /// <exception cref="WriteOutcomeUnknownException">Storage failed; whether the event is stored is unknown.</exception>
    Task AppendAsync(EventRecord record);

    /// <summary>The newest events that pass the filter, newest first.</summary>
    /// <exception cref="StorageUnavailableException">Storage cannot be read.</exception>
    Task<IReadOnlyList<StoredEvent>> ReadAsync(EventFilter filter, CancellationToken cancellationToken);
}
