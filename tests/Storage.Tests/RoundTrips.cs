namespace TokenGrains.Storage.Tests;

public abstract class RoundTrips(TestDatabase database) : StorageTests(database)
{
    [StorageFact]
    public async Task What_was_written_is_read_by_the_next_process()
    {
        using (var first = await Database.OpenAsync())
        {
            var state = new Activation(1);
            await first.Write("u~a", state);
            state.State.Value = 2;
            await first.Write("u~a", state);
        }

        using var second = await Database.OpenAsync();
        var read = await second.Read("u~a");

        Assert.Equal(2, read.State.Value);
        Assert.True(read.RecordExists);
        read.State.Value = 3;
        await second.Write("u~a", read);
        Assert.Equal(3, (await second.Read("u~a")).State.Value);
    }

    [StorageFact]
    public async Task What_was_never_written_is_a_new_state_without_record_and_etag()
    {
        using var room = await Database.OpenAsync();
        var read = new Activation(99);
        read.ETag = "5";
        read.RecordExists = true;

        await room.Storage.ReadStateAsync(StorageRoom.StateName, StorageRoom.Id("u~nobody"), read);

        Assert.Equal(0, read.State.Value);
        Assert.Null(read.ETag);
        Assert.False(read.RecordExists);
    }

    [StorageFact]
    public async Task A_cleared_row_is_gone()
    {
        using var room = await Database.OpenAsync();
        var state = new Activation(7);
        await room.Write("u~a", state);

        await room.Clear("u~a", state);

        Assert.Equal((0, null, false), (state.State.Value, state.ETag, state.RecordExists));
        Assert.False((await room.Read("u~a")).RecordExists);
        Assert.Equal(0L, Database.Query("SELECT COUNT(*) FROM OrleansStorage"));
    }

    [StorageFact]
    public async Task The_latest_end_is_stored_in_seconds_and_never_too_early()
    {
        using var room = await Database.OpenAsync();
        var state = new Activation();
        state.State.LatestEnd = DateTimeOffset.FromUnixTimeMilliseconds(1_000_001);
        await room.Write("u~a", state);
        Assert.Equal(1_001L, Database.Query("SELECT LatestEnd FROM OrleansStorage"));

        state.State.LatestEnd = DateTimeOffset.FromUnixTimeSeconds(2_000);
        await room.Write("u~a", state);
        Assert.Equal(2_000L, Database.Query("SELECT LatestEnd FROM OrleansStorage"));

        state.State.LatestEnd = null;
        await room.Write("u~a", state);
        Assert.Equal(DBNull.Value, Database.Query("SELECT LatestEnd FROM OrleansStorage"));
    }

    [StorageFact]
    public async Task A_row_cleared_by_the_stock_provider_has_no_record_but_guards_the_next_write()
    {
        using var room = await Database.OpenAsync();
        await room.Write("u~a", 1);
        Database.Query("UPDATE OrleansStorage SET PayloadBinary = NULL, Version = 8");

        var read = await room.Read("u~a");

        Assert.Equal((0, "8", false), (read.State.Value, read.ETag, read.RecordExists));
        await room.Write("u~a", read);
        Assert.Equal("9", (await room.Read("u~a")).ETag);
    }

    [StorageFact]
    public async Task A_cancelled_caller_is_heeded_before_the_write()
    {
        using var room = await Database.OpenAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            room.Storage.WriteStateAsync(StorageRoom.StateName, StorageRoom.Id("u~a"), new Activation(), new CancellationToken(canceled: true)));

        Assert.Empty(room.Engine.Batches);
    }
}

public sealed class RoundTripsOnSqlite() : RoundTrips(new SqliteDatabase());

[Collection(PostgreSqlCollection.Name)]
public sealed class RoundTripsOnPostgreSql(PostgreSqlFixture fixture) : RoundTrips(new PostgreSqlDatabase(fixture));
