using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Orleans.Storage;
using TokenGrains.Storage.Janitor;

namespace TokenGrains.Storage.Tests;

public abstract class Janitors(TestDatabase database) : StorageTests(database)
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(2_000_000_000);

    [StorageFact]
    public async Task Rows_go_when_their_latest_end_has_passed_in_batches_and_not_before()
    {
        using var room = await Database.OpenAsync();
        for (var i = 0; i < 7; i++)
            await Write(room, $"u~ended{i}", Now.AddSeconds(-i));
        await Write(room, "u~soon", Now.AddMilliseconds(1));
        await Write(room, "u~never", null);

        Assert.Equal([3, 3, 1], await Delete(Database.EndedRows(room), 3));

        Assert.Equal(2L, Database.Query("SELECT COUNT(*) FROM OrleansStorage"));
        Assert.True((await room.Read("u~soon")).RecordExists && (await room.Read("u~never")).RecordExists);
        Assert.Equal([0], await Delete(Database.EndedRows(room), 3));
    }

    [StorageFact]
    public async Task An_activation_whose_ended_row_is_gone_loses_its_write_as_a_conflict_and_reads_no_record()
    {
        using var room = await Database.OpenAsync();
        var state = await Write(room, "u~a", Now.AddSeconds(-1));
        await Delete(Database.EndedRows(room), 10);

        await Assert.ThrowsAsync<InconsistentStateException>(() => room.Write("u~a", state));

        Assert.False((await room.Read("u~a")).RecordExists);
    }

    [StorageFact]
    public async Task It_looks_at_every_interval_and_counts()
    {
        var time = new FakeTimeProvider(Now);
        using var room = await Database.OpenAsync();
        var options = Database.Options(options => options.JanitorInterval = TimeSpan.FromMinutes(5));
        using var deletions = new Deletions(room.Meters);
        using var janitor = new StorageJanitor([Database.EndedRows(room)], Options.Create(options), time, room.Instruments, NullLogger<StorageJanitor>.Instance);
        await Write(room, "u~a", Now.AddMinutes(4));
        await Write(room, "u~b", Now.AddMinutes(9));
        await janitor.Start(CancellationToken.None);

        time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(1, await deletions.Next());
        Assert.True((await room.Read("u~b")).RecordExists);

        time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(1, await deletions.Next());

        await janitor.Stop(CancellationToken.None).WaitAsync(StorageRoom.Limit);
        Assert.Equal(0L, Database.Query("SELECT COUNT(*) FROM OrleansStorage"));
    }

    private protected static async Task<Activation> Write(StorageRoom room, string key, DateTimeOffset? end)
    {
        var state = new Activation { State = { LatestEnd = end } };
        await room.Write(key, state);
        return state;
    }

    private protected static async Task<List<int>> Delete(IEndedRows rows, int batchSize)
    {
        var batches = new List<int>();
        await foreach (var deleted in rows.DeleteAsync(Now.ToUnixTimeSeconds(), batchSize, CancellationToken.None))
            batches.Add(deleted);
        return batches;
    }

    private sealed class Deletions : IDisposable
    {
        private readonly MeterListener _listener = new();
        private readonly System.Threading.Channels.Channel<long> _counts = System.Threading.Channels.Channel.CreateUnbounded<long>();

        public Deletions(IMeterFactory meters)
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == "tokengrains.storage.ended_rows.deleted" && instrument.Meter.Scope == meters)
                    listener.EnableMeasurementEvents(instrument);
            };
            _listener.SetMeasurementEventCallback<long>((_, count, _, _) => _counts.Writer.TryWrite(count));
            _listener.Start();
        }

        public Task<long> Next() => _counts.Reader.ReadAsync().AsTask().WaitAsync(StorageRoom.Limit);

        public void Dispose() => _listener.Dispose();
    }
}

public sealed class JanitorsOnSqlite() : Janitors(new SqliteDatabase());

[Collection(PostgreSqlCollection.Name)]
public sealed class JanitorsOnPostgreSql(PostgreSqlFixture fixture) : Janitors(new PostgreSqlDatabase(fixture))
{
    [StorageFact]
    public async Task One_silo_at_a_time_deletes()
    {
        using var room = await Database.OpenAsync();
        for (var i = 0; i < 4; i++)
            await Write(room, $"u~{i}", DateTimeOffset.UnixEpoch);

        await using (var first = Database.EndedRows(room).DeleteAsync(1, 2, CancellationToken.None).GetAsyncEnumerator())
        {
            Assert.True(await first.MoveNextAsync());
            Assert.Empty(await Delete(Database.EndedRows(room), 2));
        }

        // Whoever is at it may end in the middle; the next one goes on.
        Assert.Equal([2, 0], await Delete(Database.EndedRows(room), 2));
    }

    [StorageFact]
    public async Task A_row_that_is_being_written_is_left_for_the_next_time()
    {
        using var room = await Database.OpenAsync();
        await Write(room, "u~a", DateTimeOffset.UnixEpoch);
        await Write(room, "u~b", DateTimeOffset.UnixEpoch);
        await using var writer = new NpgsqlConnection(Database.ConnectionString + ";Pooling=false");
        await writer.OpenAsync();
        await using var transaction = await writer.BeginTransactionAsync();
        await using var command = new NpgsqlCommand("SELECT 1 FROM OrleansStorage WHERE GrainIdExtensionString = 'u~a' FOR UPDATE", writer);
        await command.ExecuteScalarAsync();

        Assert.Equal([1], await Delete(Database.EndedRows(room), 10));
        Assert.True((await room.Read("u~a")).RecordExists);
    }
}
