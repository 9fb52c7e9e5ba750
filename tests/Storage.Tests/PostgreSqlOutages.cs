using System.Collections.Concurrent;
using System.Diagnostics;

namespace TokenGrains.Storage.Tests;

/// <summary>The database restarts, drops connections or hangs: faults are quick, and what was acknowledged is there afterwards.</summary>
[Collection(PostgreSqlCollection.Name)]
public sealed class PostgreSqlOutages(PostgreSqlFixture fixture) : StorageTests(new PostgreSqlDatabase(fixture))
{
    // Command time-out, cancellation and connect time-out together, and slow machines.
    private static readonly TimeSpan Quick = TimeSpan.FromSeconds(8);

    private PostgreSqlDatabase PostgreSql => (PostgreSqlDatabase)Database;

    [StorageFact]
    public async Task After_a_crash_of_the_server_it_works_without_help_and_nothing_acknowledged_is_lost()
    {
        using var room = await Database.OpenAsync();
        await using var writers = new Writers(room, 64);
        await writers.Until(acknowledged: 500);

        await PostgreSql.Server.StopImmediatelyAsync();
        await writers.Until(faults: 64);
        await PostgreSql.Server.StartAgainAsync();
        await writers.Until(acknowledged: 500);

        await writers.StopAsync();
        Assert.InRange(writers.Slowest, TimeSpan.Zero, Quick);
        await writers.AssertNothingLostAsync();
    }

    [StorageFact]
    public async Task When_an_administrator_ends_every_connection_the_next_writes_pass()
    {
        using var room = await Database.OpenAsync();
        await using var writers = new Writers(room, 64);

        for (var i = 0; i < 5; i++)
        {
            await writers.Until(acknowledged: 500);
            await PostgreSql.Server.TerminateBackendsAsync(PostgreSql.Name);
        }

        await writers.Until(acknowledged: 500);
        await writers.StopAsync();
        await writers.AssertNothingLostAsync();
    }

    [StorageFact]
    public async Task While_the_server_is_away_reads_and_writes_fail_at_once_as_done_nothing()
    {
        using var room = await Database.OpenAsync();
        await room.Write("u~a", 1);
        await PostgreSql.Server.StopImmediatelyAsync();
        try
        {
            // The first may find out what happened only from its broken connection.
            await Assert.ThrowsAnyAsync<OrleansException>(() => room.Write("u~b", 1));
            var started = Stopwatch.GetTimestamp();
            Task[] writes = [.. Enumerable.Range(0, 2_000).Select(i => room.Write($"u~{i}", i))];
            foreach (var write in writes)
                await Assert.ThrowsAsync<StorageUnavailableException>(() => write);
            await Assert.ThrowsAsync<StorageUnavailableException>(() => room.Read("u~a"));

            Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, Quick);
        }
        finally
        {
            await PostgreSql.Server.StartAgainAsync();
        }

        Assert.Equal(1, (await room.Read("u~a")).State.Value);
        await room.Write("u~b", 2);
    }

    [StorageFact]
    public async Task A_commit_that_hangs_ends_as_unknown_and_does_not_hold_up_those_behind_it_for_ever()
    {
        using var room = await Database.OpenAsync();
        await room.Write("u~a", 1);
        await using (await PostgreSql.Server.LockAsync(PostgreSql.Name, "OrleansStorage"))
        {
            var started = Stopwatch.GetTimestamp();
            await Assert.ThrowsAsync<WriteOutcomeUnknownException>(() => room.Write("u~b", 2));
            await Assert.ThrowsAsync<StorageUnavailableException>(() => room.Read("u~a"));
            Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, 2 * Quick);
        }

        await room.Write("u~c", 3);
        Assert.Equal((1, 3), ((await room.Read("u~a")).State.Value, (await room.Read("u~c")).State.Value));
    }

    /// <summary>Grains that count up, each in its own row, and take any fault as Durable does: read again.</summary>
    private sealed class Writers : IAsyncDisposable
    {
        private readonly StorageRoom _room;
        private readonly CancellationTokenSource _stop = new();
        private readonly ConcurrentDictionary<string, int> _acknowledged = new();
        private readonly SemaphoreSlim _successes = new(0);
        private readonly SemaphoreSlim _failures = new(0);
        private readonly Task _work;
        private long _slowest;

        public Writers(StorageRoom room, int count)
        {
            _room = room;
            _work = Task.WhenAll(Enumerable.Range(0, count).Select(i => Task.Run(() => Write($"u~{i}"))));
        }

        public TimeSpan Slowest => TimeSpan.FromTicks(Interlocked.Read(ref _slowest));

        /// <summary>Waits for that many further successes and failures.</summary>
        public async Task Until(int acknowledged = 0, int faults = 0)
        {
            while (_successes.Wait(0))
            {
            }

            for (var i = 0; i < acknowledged; i++)
                Assert.True(await _successes.WaitAsync(StorageRoom.Limit), $"After {i} of {acknowledged} writes no further one passed.");
            for (var i = 0; i < faults; i++)
                Assert.True(await _failures.WaitAsync(StorageRoom.Limit), $"After {i} of {faults} faults no further one came.");
        }

        public async Task StopAsync()
        {
            await _stop.CancelAsync();
            await _work.WaitAsync(StorageRoom.Limit);
        }

        public async Task AssertNothingLostAsync()
        {
            Assert.NotEmpty(_acknowledged);
            foreach (var (key, value) in _acknowledged)
                Assert.InRange((await _room.Read(key)).State.Value, value, value + 1);
        }

        public async ValueTask DisposeAsync()
        {
            await StopAsync();
            _stop.Dispose();
            _successes.Dispose();
            _failures.Dispose();
        }

        private async Task Write(string key)
        {
            Activation? state = null;
            while (!_stop.IsCancellationRequested)
            {
                var started = Stopwatch.GetTimestamp();
                try
                {
                    state ??= await _room.Read(key);
                    Assert.True(state.State.Value >= _acknowledged.GetValueOrDefault(key), $"{key} went back to {state.State.Value}.");
                    state.State = new CounterState { Value = state.State.Value + 1 };
                    await _room.Write(key, state);
                    _acknowledged[key] = state.State.Value;
                    _successes.Release();
                }
                catch (OrleansException)
                {
                    state = null;
                    _failures.Release();
                }

                var elapsed = Stopwatch.GetElapsedTime(started).Ticks;
                for (var slowest = Interlocked.Read(ref _slowest); elapsed > slowest; slowest = Interlocked.Read(ref _slowest))
                    Interlocked.CompareExchange(ref _slowest, elapsed, slowest);
            }
        }
    }
}
