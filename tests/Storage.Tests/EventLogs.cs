using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using TokenGrains.Storage.Events;

namespace TokenGrains.Storage.Tests;

public abstract class EventLogs(TestDatabase database) : StorageTests(database)
{
    private static readonly DateTimeOffset Start = DateTimeOffset.FromUnixTimeSeconds(2_000_000_000);

    [StorageFact]
    public async Task What_was_appended_is_read_newest_first_and_as_it_was()
    {
        using var room = await Database.OpenAsync();
        var store = OpenStore(room);
        EventRecord full = new(Start, "session_revoked", 7, "AAAAAAAAAAAAAAAAAAAAAA", "reused", 9, "fe80::1%eth0"), empty = new(Start, "sign_in_failed", null, null, null);
        await store.AppendAsync(full);
        await store.AppendAsync(empty);

        var stored = await store.ReadAsync(new EventFilter(10), CancellationToken.None);

        Assert.Equal([empty, full], stored.Select(found => found.Event));
        Assert.True(stored[0].Id > stored[1].Id);
        await store.CloseAsync(CancellationToken.None);
    }

    [StorageFact]
    public async Task Every_filter_narrows_the_list_down_and_pages_meet_without_gap()
    {
        using var room = await Database.OpenAsync();
        var store = OpenStore(room);
        for (var i = 0; i < 20; i++)
            await store.AppendAsync(new EventRecord(Start.AddMilliseconds(i), i % 2 == 0 ? "even" : "odd", i % 4, null, null));

        Assert.Equal([17, 13, 9, 5, 1], await Find(new EventFilter(100, User: 1)));
        Assert.Equal([19, 17], await Find(new EventFilter(2, Kind: "odd")));
        Assert.Equal([19, 18], await Find(new EventFilter(100, After: Start.AddMilliseconds(18))));
        Assert.Equal([19], await Find(new EventFilter(100, After: Start.AddMilliseconds(18.5))));
        Assert.Equal([1, 0], await Find(new EventFilter(100, Before: Start.AddMilliseconds(2))));
        Assert.Equal([7], await Find(new EventFilter(100, User: 3, Kind: "odd", After: Start.AddMilliseconds(4), Before: Start.AddMilliseconds(11))));
        Assert.Empty(await Find(new EventFilter(100, User: 0, Kind: "odd")));

        var (all, page) = (new List<int>(), new EventFilter(7));
        while (await store.ReadAsync(page, CancellationToken.None) is { Count: > 0 } events)
        {
            all.AddRange(events.Select(Number));
            page = page with { BeforeId = events[^1].Id };
        }

        Assert.Equal(Enumerable.Range(0, 20).Reverse(), all);

        async Task<List<int>> Find(EventFilter filter) => [.. (await store.ReadAsync(filter, CancellationToken.None)).Select(Number)];
        static int Number(StoredEvent stored) => (int)(stored.Event.At - Start).TotalMilliseconds;
    }

    [StorageFact]
    public async Task A_thousand_at_once_are_all_durable_when_they_are_acknowledged()
    {
        using (var room = await Database.OpenAsync())
        {
            var store = OpenStore(room);
            await Task.WhenAll(Enumerable.Range(0, 1_000).Select(i => store.AppendAsync(new EventRecord(Start, "many", i, null, null)))).WaitAsync(StorageRoom.Limit);
        }

        Assert.Equal(1_000L, Database.Query("SELECT COUNT(DISTINCT UserId) FROM SecurityEvents"));
    }

    [StorageFact]
    public async Task Events_go_in_batches_when_their_retention_is_over_and_their_ids_are_not_used_again()
    {
        using var room = await Database.OpenAsync();
        var (rows, store) = (Database.EventRows(room), OpenStore(room));
        for (var i = 0; i < 5; i++)
            await store.AppendAsync(new EventRecord(Start.AddSeconds(-i), "old", null, null, null));
        await store.AppendAsync(new EventRecord(Start.AddMilliseconds(1), "young", null, null, null));
        var last = (await store.ReadAsync(new EventFilter(1), CancellationToken.None))[0].Id;
        var ended = new EndedEvents(rows, Options.Create(new EventOptions { Retention = TimeSpan.FromDays(2) }));

        var batches = new List<int>();
        await foreach (var deleted in ended.DeleteAsync(Start.AddDays(2).ToUnixTimeSeconds(), 2, CancellationToken.None))
            batches.Add(deleted);

        Assert.Equal([2, 2, 1], batches);
        Assert.Equal("young", Assert.Single(await store.ReadAsync(new EventFilter(10), CancellationToken.None)).Event.Kind);
        await foreach (var _ in ended.DeleteAsync(Start.AddDays(3).ToUnixTimeSeconds(), 2, CancellationToken.None))
        {
        }

        await store.AppendAsync(new EventRecord(Start.AddDays(9), "next", null, null, null));
        Assert.True(Assert.Single(await store.ReadAsync(new EventFilter(10), CancellationToken.None)).Id > last);
    }

    [StorageFact]
    public async Task Another_service_in_the_same_database_has_a_log_of_its_own()
    {
        using var room = await Database.OpenAsync();
        var store = OpenStore(room);
        await store.AppendAsync(new EventRecord(Start, "ours", 1, null, null));
        Database.Query("UPDATE SecurityEvents SET ServiceId = 'other'");

        Assert.Empty(await store.ReadAsync(new EventFilter(10), CancellationToken.None));
    }

    private EventStore OpenStore(StorageRoom room) => new(Database.EventRows(room), NullLogger<EventStore>.Instance);
}

public sealed class EventLogsOnSqlite() : EventLogs(new SqliteDatabase());

[Collection(PostgreSqlCollection.Name)]
public sealed class EventLogsOnPostgreSql(PostgreSqlFixture fixture) : EventLogs(new PostgreSqlDatabase(fixture));
