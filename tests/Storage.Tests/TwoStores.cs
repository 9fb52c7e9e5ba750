using Orleans.Storage;

namespace TokenGrains.Storage.Tests;

/// <summary>Two silos on one database: the row decides.</summary>
[Collection(PostgreSqlCollection.Name)]
public sealed class TwoStores(PostgreSqlFixture fixture) : StorageTests(new PostgreSqlDatabase(fixture))
{
    private const int Races = 2_000;

    [StorageFact]
    public async Task Of_two_racing_first_writes_exactly_one_wins()
    {
        using var one = await Database.OpenAsync();
        using var two = await Database.OpenAsync();
        var races = Enumerable.Range(0, Races).Select(race => (
            Key: $"u~{race}",
            First: Task.Run(() => Wins(() => one.Write($"u~{race}", 1))),
            Second: Task.Run(() => Wins(() => two.Write($"u~{race}", 2))))).ToList();

        foreach (var (key, first, second) in races)
        {
            Assert.Equal((true, 1), (await first ^ await second, await first && await second ? 2 : 1));
            Assert.Equal(await first ? 1 : 2, (await one.Read(key)).State.Value);
        }

        Assert.Equal((long)Races, Database.Query("SELECT COUNT(*) FROM OrleansStorage"));
        Assert.InRange(one.Engine.Batches.Count, 1, Races - 1);
    }

    [StorageFact]
    public async Task Of_two_writes_over_the_same_version_exactly_one_wins_whatever_their_order()
    {
        using var one = await Database.OpenAsync();
        using var two = await Database.OpenAsync();
        string[] keys = [.. Enumerable.Range(0, 300).Select(i => $"u~{i}")];
        await Task.WhenAll(keys.Select(key => one.Write(key, 0)));

        for (var round = 1; round <= 5; round++)
        {
            var states = await Task.WhenAll(keys.Select(key => one.Read(key)));
            var others = await Task.WhenAll(keys.Select(key => two.Read(key)));
            var first = keys.Select((key, i) => Task.Run(() => Wins(() => one.Write(key, states[i])))).ToArray();
            var second = keys.Reverse().Select((key, i) => Task.Run(() => Wins(() => two.Write(key, others[keys.Length - 1 - i])))).ToArray();

            var wins = await Task.WhenAll(first);
            var otherWins = (await Task.WhenAll(second)).Reverse().ToArray();
            for (var i = 0; i < keys.Length; i++)
                Assert.True(wins[i] ^ otherWins[i], $"{keys[i]}: {wins[i]}, {otherWins[i]}");
        }
    }

    private static async Task<bool> Wins(Func<Task> write)
    {
        try
        {
            await write();
            return true;
        }
        catch (InconsistentStateException)
        {
            return false;
        }
    }
}
