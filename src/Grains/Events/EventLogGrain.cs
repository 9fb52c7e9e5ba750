using System.Collections.Immutable;
using Orleans.Concurrency;
using TokenGrains.Events;
using TokenGrains.Storage.Events;
using TokenGrains.Users;

namespace TokenGrains.Grains.Events;

/// <remarks>Stateless: it is here because a host that is only a client of the cluster has no way to storage.</remarks>
[GrainType("event-log"), StatelessWorker]
internal sealed class EventLogGrain(IEventStore store) : Grain, IEventLogGrain
{
    public async Task<ImmutableArray<ListedEvent>> Read(EventQuery query)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(query.Limit, Math.Clamp(query.Limit, 1, EventQuery.LargestLimit));
        var filter = new EventFilter(query.Limit, query.User?.Value, query.Kind, query.After, query.Before, query.BeforeId);
        var stored = await store.ReadAsync(filter, CancellationToken.None);
        return [.. stored.Select(List)];
    }

    private static ListedEvent List(StoredEvent stored) => new(
        stored.Id,
        stored.Event.At,
        stored.Event.Kind,
        Identify(stored.Event.User),
        stored.Event.Session,
        stored.Event.Cause,
        Identify(stored.Event.Actor),
        stored.Event.Address);

    private static UserId? Identify(long? number) => number is { } value && UserId.TryCreate(value, out var user) ? user : null;
}
