using Orleans.Storage;

namespace TokenGrains.Storage.Tests;

/// <summary>The ETag write is the arbiter between two activations of one grain (DESIGN, section 5, rule 5).</summary>
public abstract class ETagVerdicts(TestDatabase database) : StorageTests(database)
{
    [StorageFact]
    public async Task A_stale_etag_fails_alone_and_the_rest_of_its_batch_commits()
    {
        using var room = await Database.OpenAsync();
        await room.Write("u~contested", 1);
        var stale = await room.Read("u~contested");
        var current = await room.Read("u~contested");
        await room.Write("u~contested", current);

        var held = room.Engine.Hold();
        var first = room.Write("u~first", 0);
        await held.WaitAsync(StorageRoom.Limit);
        var before = room.Write("u~before", 10);
        var loser = room.Write("u~contested", stale);
        var after = room.Write("u~after", 20);
        room.Engine.Release();

        var conflict = await Assert.ThrowsAsync<InconsistentStateException>(() => loser);
        await Task.WhenAll(first, before, after);
        Assert.Equal(3, room.Engine.Batches[^1]);
        Assert.Equal((current.ETag, stale.ETag), (conflict.StoredEtag, conflict.CurrentEtag));
        Assert.Equal(10, (await room.Read("u~before")).State.Value);
        Assert.Equal(20, (await room.Read("u~after")).State.Value);
        Assert.Equal(current.ETag, (await room.Read("u~contested")).ETag);
    }

    [StorageFact]
    public async Task Two_writes_of_one_row_in_one_batch_are_judged_in_order()
    {
        using var room = await Database.OpenAsync();
        await room.Write("u~a", 1);
        var first = await room.Read("u~a");
        var second = await room.Read("u~a");
        (first.State.Value, second.State.Value) = (2, 3);

        var held = room.Engine.Hold();
        var other = room.Write("u~other", 0);
        await held.WaitAsync(StorageRoom.Limit);
        var winner = room.Write("u~a", first);
        var loser = room.Write("u~a", second);
        room.Engine.Release();

        await Task.WhenAll(other, winner);
        await Assert.ThrowsAsync<InconsistentStateException>(() => loser);
        Assert.Equal(2, room.Engine.Batches[^1]);
        Assert.Equal(2, (await room.Read("u~a")).State.Value);
    }

    [StorageFact]
    public async Task Of_two_first_writes_exactly_one_wins()
    {
        const int races = 2_000;
        using var room = await Database.OpenAsync();

        await Parallel.ForAsync(0, races, async (race, _) =>
        {
            var key = $"u~{race}";
            var results = await Task.WhenAll(Task.Run(() => Wins(key, 1)), Task.Run(() => Wins(key, 2)));

            Assert.Equal(1, results.Count(won => won));
            Assert.Equal(results[0] ? 1 : 2, (await room.Read(key)).State.Value);
        });

        Assert.Equal((long)races, Database.Query("SELECT COUNT(*) FROM OrleansStorage"));

        async Task<bool> Wins(string key, int value)
        {
            try
            {
                await room.Write(key, value);
                return true;
            }
            catch (InconsistentStateException)
            {
                return false;
            }
        }
    }

    [StorageFact]
    public async Task A_stale_clear_deletes_nothing()
    {
        using var room = await Database.OpenAsync();
        var current = new Activation(1);
        await room.Write("u~a", current);
        var stale = await room.Read("u~a");
        await room.Write("u~a", current);

        await Assert.ThrowsAsync<InconsistentStateException>(() => room.Clear("u~a", stale));
        await Assert.ThrowsAsync<InconsistentStateException>(() => room.Clear("u~a", new Activation()));

        Assert.True((await room.Read("u~a")).RecordExists);
    }

    [StorageFact]
    public async Task To_clear_what_was_never_written_is_no_conflict()
    {
        using var room = await Database.OpenAsync();
        await room.Clear("u~a", new Activation());
        Assert.False((await room.Read("u~a")).RecordExists);
    }

    [StorageFact]
    public async Task An_etag_from_before_a_clear_does_not_fit_the_row_written_after_it()
    {
        using var room = await Database.OpenAsync();
        var state = new Activation(1);
        await room.Write("u~a", state);
        var forgotten = await room.Read("u~a");
        await room.Clear("u~a", state);
        await room.Write("u~a", state);

        await Assert.ThrowsAsync<InconsistentStateException>(() => room.Write("u~a", forgotten));
    }

    [StorageTheory]
    [InlineData("-1")]
    [InlineData("a")]
    [InlineData("99999999999")]
    public async Task An_etag_that_storage_never_gave_is_a_conflict(string etag)
    {
        using var room = await Database.OpenAsync();
        var state = new Activation();
        await room.Write("u~a", state);
        state.ETag = etag;

        await Assert.ThrowsAsync<InconsistentStateException>(() => room.Write("u~a", state));
    }
}

public sealed class ETagVerdictsOnSqlite() : ETagVerdicts(new SqliteDatabase());

[Collection(PostgreSqlCollection.Name)]
public sealed class ETagVerdictsOnPostgreSql(PostgreSqlFixture fixture) : ETagVerdicts(new PostgreSqlDatabase(fixture));
