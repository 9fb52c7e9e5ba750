using System.Collections.Concurrent;
using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using TokenGrains.Storage.Events;

namespace TokenGrains.Storage.Tests;

/// <summary>The database of the events crashes or hangs: faults are quick, and what was acknowledged is there afterwards.</summary>
[Collection(PostgreSqlCollection.Name)]
public sealed class EventOutages(PostgreSqlFixture fixture) : StorageTests(new PostgreSqlDatabase(fixture))
{
    private const int Writers = 32;

    // As PostgreSqlOutages.
    private static readonly TimeSpan Quick = TimeSpan.FromSeconds(8);

    private readonly ConcurrentDictionary<long, bool> _acknowledged = new();
    private readonly Channel<bool> _successes = Channel.CreateUnbounded<bool>();
    private readonly Channel<bool> _failures = Channel.CreateUnbounded<bool>();
    private long _events;

    private PostgreSqlDatabase PostgreSql => (PostgreSqlDatabase)Database;

    [StorageFact]
    public async Task After_a_crash_of_the_server_events_are_taken_again_and_none_that_was_acknowledged_is_lost()
    {
        using var room = await Database.OpenAsync();
        var store = OpenStore(room);
        using var stop = new CancellationTokenSource();
        var writing = Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(() => AppendUntil(store, stop.Token))));
        await Take(_successes, 500);

        await PostgreSql.Server.StopImmediatelyAsync();
        await Take(_failures, Writers);
        await PostgreSql.Server.StartAgainAsync();
        while (_successes.Reader.TryRead(out _))
        {
        }

        await Take(_successes, 500);
        await stop.CancelAsync();
        await writing.WaitAsync(StorageRoom.Limit);
        await store.CloseAsync(CancellationToken.None);
        Assert.Equal((long)_acknowledged.Count, Database.Query(
            $"SELECT count(DISTINCT UserId) FROM SecurityEvents WHERE UserId IN ({string.Join(',', _acknowledged.Keys)})"));
    }

    [StorageFact]
    public async Task An_append_that_hangs_ends_as_unknown_with_all_behind_it_and_the_next_passes()
    {
        using var room = await Database.OpenAsync();
        var store = OpenStore(room);
        await Append(store);
        await using (await PostgreSql.Server.LockAsync(PostgreSql.Name, "SecurityEvents"))
        {
            var started = Stopwatch.GetTimestamp();
            var appends = Enumerable.Range(0, 1_000).Select(_ => Append(store)).ToList();
            foreach (var append in appends)
                await Assert.ThrowsAsync<WriteOutcomeUnknownException>(() => append);
            Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, Quick);
        }

        await Append(store);
        Assert.Equal(2L, Database.Query($"SELECT count(*) FROM SecurityEvents WHERE UserId IN (1, {_events})"));
        await store.CloseAsync(CancellationToken.None);
    }

    private EventStore OpenStore(StorageRoom room) => new(Database.EventRows(room), NullLogger<EventStore>.Instance);

    private async Task AppendUntil(EventStore store, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                _acknowledged[await Append(store)] = true;
                _successes.Writer.TryWrite(true);
            }
            catch (OrleansException)
            {
                _failures.Writer.TryWrite(true);
            }
        }
    }

    private async Task<long> Append(EventStore store)
    {
        var number = Interlocked.Increment(ref _events);
        await store.AppendAsync(new EventRecord(DateTimeOffset.UnixEpoch, "tried", number, null, null)).WaitAsync(StorageRoom.Limit);
        return number;
    }

    private static async Task Take(Channel<bool> outcomes, int count)
    {
        for (var taken = 0; taken < count; taken++)
            await outcomes.Reader.ReadAsync().AsTask().WaitAsync(StorageRoom.Limit);
    }
}
