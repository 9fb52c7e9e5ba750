using System.Data.Common;
using Orleans.Storage;

namespace TokenGrains.Storage.Tests;

public abstract class FailedCommits(TestDatabase database) : StorageTests(database)
{
    [StorageFact]
    public async Task A_row_that_storage_does_not_take_fails_alone()
    {
        using var room = await Database.OpenAsync();
        await room.Write("u~known", 1);
        var stale = await room.Read("u~known");
        await room.Write("u~known", await room.Read("u~known"));
        Database.Poison("u~poison");
        room.Engine.Batches.Clear();

        var held = room.Engine.Hold();
        var before = room.Write("u~before", 0);
        await held.WaitAsync(StorageRoom.Limit);
        var first = room.Write("u~a", 1);
        var poison = room.Write("u~poison", 2);
        var loser = room.Write("u~known", stale);
        var last = room.Write("u~b", 3);
        room.Engine.Release();

        await Task.WhenAll(before, first, last);
        var failure = await Assert.ThrowsAsync<StorageUnavailableException>(() => poison);
        Assert.IsAssignableFrom<DbException>(failure.InnerException);
        await Assert.ThrowsAsync<InconsistentStateException>(() => loser);
        Assert.Equal([1, 4, 1, 1, 1, 1], room.Engine.Batches);
        Assert.Equal((1, 3), ((await room.Read("u~a")).State.Value, (await room.Read("u~b")).State.Value));
        Assert.False((await room.Read("u~poison")).RecordExists);
    }

    [StorageFact]
    public async Task Nobody_is_told_of_success_when_the_commit_throws_at_its_very_end()
    {
        using var room = await Database.OpenAsync();
        room.Engine.NextFailure = new IOException("the answer was lost");
        var state = new Activation(1);

        var failure = await Assert.ThrowsAsync<WriteOutcomeUnknownException>(() => room.Write("u~a", state));

        Assert.IsType<IOException>(failure.InnerException);
        Assert.Equal((null, false), (state.ETag, state.RecordExists));
        // Unknown, and here in fact stored: only a read can tell.
        Assert.Equal(1, (await room.Read("u~a")).State.Value);
    }

    [StorageFact]
    public async Task A_key_that_no_engine_could_store_fails_alone()
    {
        using var room = await Database.OpenAsync();

        await Assert.ThrowsAsync<ArgumentException>(() => room.Write(new string('x', 513), 1));
        await Assert.ThrowsAsync<ArgumentException>(() => room.Write("u~\0", 1));

        Assert.Empty(room.Engine.Batches);
    }
}

public sealed class FailedCommitsOnSqlite() : FailedCommits(new SqliteDatabase());

[Collection(PostgreSqlCollection.Name)]
public sealed class FailedCommitsOnPostgreSql(PostgreSqlFixture fixture) : FailedCommits(new PostgreSqlDatabase(fixture));
