namespace TokenGrains.Storage.Tests;

public abstract class GroupCommits(TestDatabase database) : StorageTests(database)
{
    [StorageFact]
    public async Task A_lone_write_is_committed_at_once()
    {
        using var room = await Database.OpenAsync();

        // Nothing else ever comes: a writer that waited for company would not return.
        await room.Write("u~a", 1);
        await room.Write("u~b", 1);

        Assert.Equal([1, 1], room.Engine.Batches);
    }

    [StorageFact]
    public async Task What_queues_during_a_commit_shares_the_next_one()
    {
        using var room = await Database.OpenAsync();
        var held = room.Engine.Hold();
        var first = room.Write("u~first", 0);
        await held.WaitAsync(StorageRoom.Limit);

        var queued = Enumerable.Range(0, 100).Select(i => room.Write($"u~{i}", i)).ToArray();

        Assert.False(first.IsCompleted);
        room.Engine.Release();
        await Task.WhenAll([first, .. queued]);
        Assert.Equal([1, 100], room.Engine.Batches);
    }

    [StorageFact]
    public async Task A_batch_has_an_upper_limit()
    {
        using var room = await Database.OpenAsync(options => options.MaximumBatchSize = 40);
        var held = room.Engine.Hold();
        var first = room.Write("u~first", 0);
        await held.WaitAsync(StorageRoom.Limit);

        var queued = Enumerable.Range(0, 100).Select(i => room.Write($"u~{i}", i)).ToArray();
        room.Engine.Release();

        await Task.WhenAll([first, .. queued]);
        Assert.Equal([1, 40, 40, 20], room.Engine.Batches);
    }

    [StorageFact]
    public async Task A_full_queue_refuses_at_once_and_loses_nothing_it_took()
    {
        using var room = await Database.OpenAsync(options => options.MaximumPendingWrites = 2);
        var held = room.Engine.Hold();
        var inFlight = room.Write("u~1", 1);
        await held.WaitAsync(StorageRoom.Limit);
        var second = room.Write("u~2", 2);
        var third = room.Write("u~3", 3);

        await Assert.ThrowsAsync<StorageUnavailableException>(() => room.Write("u~4", 4));

        room.Engine.Release();
        await Task.WhenAll(inFlight, second, third);
        Assert.False((await room.Read("u~4")).RecordExists);
        await room.Write("u~4", 4);
    }

    [StorageFact]
    public async Task Stopping_commits_what_was_taken_and_refuses_what_comes_later()
    {
        Task[] taken;
        using (var room = await Database.OpenAsync())
        {
            var held = room.Engine.Hold();
            var first = room.Write("u~first", 0);
            await held.WaitAsync(StorageRoom.Limit);
            taken = [first, .. Enumerable.Range(0, 10).Select(i => room.Write($"u~{i}", i))];
            room.Engine.Release();

            await room.Storage.CloseAsync(CancellationToken.None).WaitAsync(StorageRoom.Limit);

            await Task.WhenAll(taken);
            await Assert.ThrowsAsync<StorageUnavailableException>(() => room.Write("u~late", 0));
            await Assert.ThrowsAsync<StorageUnavailableException>(() => room.Read("u~0"));
        }

        Assert.Equal((long)taken.Length, Database.Query("SELECT COUNT(*) FROM OrleansStorage"));
    }
}

public sealed class GroupCommitsOnSqlite() : GroupCommits(new SqliteDatabase());

[Collection(PostgreSqlCollection.Name)]
public sealed class GroupCommitsOnPostgreSql(PostgreSqlFixture fixture) : GroupCommits(new PostgreSqlDatabase(fixture));
