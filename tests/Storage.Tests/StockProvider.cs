using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;
using Orleans.TestingHost;
using TokenGrains.Storage.Events;

namespace TokenGrains.Storage.Tests;

/// <summary>Orleans' own ADO.NET provider over the same table: the way there and back.</summary>
[Collection(PostgreSqlCollection.Name)]
public sealed class StockProvider(PostgreSqlFixture fixture) : StorageTests(new PostgreSqlDatabase(fixture))
{
    [StorageFact]
    public async Task Each_provider_reads_and_goes_on_with_what_the_other_wrote()
    {
        var expected = 0;
        foreach (var provider in (StorageProvider[])[StorageProvider.PostgreSql, StorageProvider.AdoNet, StorageProvider.PostgreSql, StorageProvider.AdoNet])
        {
            await WithSilo(provider, async cluster =>
            {
                var grain = cluster.Client.GetGrain<ICounterGrain>("u~é漢");
                Assert.Equal(expected, await grain.Value());
                await grain.Change(++expected);
                await grain.Change(++expected);
                await cluster.Client.GetGrain<ICounterGrain>($"u~{provider}").Change(expected);
            });
        }

        Assert.Equal(3L, Database.Query("SELECT COUNT(*) FROM OrleansStorage"));
        Assert.False(Database.AnyPayloadContains("$type"));
    }

    [StorageFact]
    public async Task Of_two_racing_first_writes_exactly_one_wins_with_it_too() => await WithSilo(StorageProvider.AdoNet, async cluster =>
    {
        const int races = 300;
        var storage = Storage(cluster);
        await Parallel.ForAsync(0, races, async (race, _) =>
        {
            var id = StorageRoom.Id($"u~{race}");
            var wins = await Task.WhenAll(Task.Run(() => Wins(storage, id, 1)), Task.Run(() => Wins(storage, id, 2)));

            var read = new Activation();
            await storage.ReadStateAsync(StorageRoom.StateName, id, read);
            Assert.True(wins[0] ^ wins[1], $"{wins[0]}, {wins[1]}");
            Assert.Equal(wins[0] ? 1 : 2, read.State.Value);
        });
        Assert.Equal((long)races, Database.Query("SELECT COUNT(*) FROM OrleansStorage"));
    });

    [StorageFact]
    public async Task It_keeps_its_own_verdicts_and_its_own_way_to_clear() => await WithSilo(StorageProvider.AdoNet, async cluster =>
    {
        var storage = Storage(cluster);
        var id = StorageRoom.Id("u~a");
        var state = new Activation(1);
        await storage.WriteStateAsync(StorageRoom.StateName, id, state);
        var stale = new Activation { ETag = state.ETag };
        await storage.WriteStateAsync(StorageRoom.StateName, id, state);

        await Assert.ThrowsAsync<InconsistentStateException>(() => storage.WriteStateAsync(StorageRoom.StateName, id, stale));
        await Assert.ThrowsAsync<InconsistentStateException>(() => storage.ClearStateAsync(StorageRoom.StateName, id, stale));
        await storage.ClearStateAsync(StorageRoom.StateName, id, state);
        // Its default keeps an empty row, whose version still guards the next write.
        using var own = await Database.OpenAsync();
        var read = await own.Read("u~a");
        Assert.Equal((false, state.ETag), (read.RecordExists, read.ETag));
        await own.Write("u~a", read);
    });

    [StorageFact]
    public async Task What_it_writes_has_no_end_until_the_group_commit_writes_it_again()
    {
        using var own = await Database.OpenAsync();
        var state = new Activation { State = { LatestEnd = DateTimeOffset.UnixEpoch.AddDays(1) } };
        await own.Write("u~a", state);
        await WithSilo(StorageProvider.AdoNet, cluster => Storage(cluster).WriteStateAsync(StorageRoom.StateName, StorageRoom.Id("u~a"), state), service: "tests");

        Assert.Equal(DBNull.Value, Database.Query("SELECT LatestEnd FROM OrleansStorage"));
        await own.Write("u~a", state);
        Assert.Equal(86_400L, Database.Query("SELECT LatestEnd FROM OrleansStorage"));
    }

    [StorageFact]
    public async Task Events_are_kept_beside_it_too()
    {
        var record = new EventRecord(DateTimeOffset.UnixEpoch, "signed_in", 7, "AAAAAAAAAAAAAAAAAAAAAA", null);
        await WithSilo(StorageProvider.AdoNet, cluster => Events(cluster).AppendAsync(record));
        await WithSilo(StorageProvider.PostgreSql, async cluster =>
            Assert.Equal(record, Assert.Single(await Events(cluster).ReadAsync(new EventFilter(10), CancellationToken.None)).Event));
        await WithSilo(StorageProvider.AdoNet, async cluster =>
            Assert.Equal(record, Assert.Single(await Events(cluster).ReadAsync(new EventFilter(10), CancellationToken.None)).Event));
    }

    private static IEventStore Events(InProcessTestCluster cluster) =>
        cluster.GetSiloServiceProvider(cluster.Silos[0].SiloAddress).GetRequiredService<IEventStore>();

    private static IGrainStorage Storage(InProcessTestCluster cluster) =>
        cluster.GetSiloServiceProvider(cluster.Silos[0].SiloAddress).GetRequiredKeyedService<IGrainStorage>("Default");

    private async Task WithSilo(StorageProvider provider, Func<InProcessTestCluster, Task> act, string service = "tests")
    {
        var builder = new InProcessTestClusterBuilder(1);
        builder.Options.ServiceId = service;
        builder.ConfigureSilo((_, silo) => silo
            .AddTokenGrainsStorage()
            .Configure<StorageOptions>(options => (options.Provider, options.ConnectionString) = (provider, Database.ConnectionString)));
        await using var cluster = builder.Build();
        await cluster.DeployAsync();
        await act(cluster);
        await cluster.StopAllSilosAsync();
    }

    private static async Task<bool> Wins(IGrainStorage storage, GrainId id, int value)
    {
        try
        {
            await storage.WriteStateAsync(StorageRoom.StateName, id, new Activation(value));
            return true;
        }
        catch (InconsistentStateException)
        {
            return false;
        }
    }
}
