using Orleans.TestingHost;

namespace TokenGrains.Storage.Tests;

/// <summary>The registration and the lifecycle: default provider, serializer, opening before grains and closing after them.</summary>
public abstract class InASilo(TestDatabase database) : StorageTests(database)
{
    [StorageFact]
    public async Task A_grain_finds_its_state_after_the_silo_was_restarted()
    {
        await WithSilo(async grains => await grains.GetGrain<ICounterGrain>("u~a").Change(5));
        await WithSilo(async grains => Assert.Equal(5, await grains.GetGrain<ICounterGrain>("u~a").Value()));

        // Binary, without the names of CLR types that Newtonsoft would leave in the rows.
        Assert.False(Database.AnyPayloadContains("$type"));
        Assert.Equal(1L, Database.Query("SELECT COUNT(*) FROM OrleansStorage WHERE GrainTypeString = 'counter' AND ServiceId = 'restarted'"));
    }

    private async Task WithSilo(Func<IGrainFactory, Task> act)
    {
        var builder = new InProcessTestClusterBuilder(1);
        // The service id is part of every row's identity; the cluster id may change.
        builder.Options.ServiceId = "restarted";
        builder.ConfigureSilo((_, silo) => silo
            .AddTokenGrainsStorage()
            .Configure<StorageOptions>(options => (options.Provider, options.ConnectionString) = (Database.Provider, Database.ConnectionString)));
        await using var cluster = builder.Build();
        await cluster.DeployAsync();
        await act(cluster.Client);
        await cluster.StopAllSilosAsync();
    }
}

public sealed class InASiloOnSqlite() : InASilo(new SqliteDatabase());

[Collection(PostgreSqlCollection.Name)]
public sealed class InASiloOnPostgreSql(PostgreSqlFixture fixture) : InASilo(new PostgreSqlDatabase(fixture));

[GrainInterfaceType("tests.counter"), Alias("tests.counter")]
public interface ICounterGrain : IGrainWithStringKey
{
    [Alias("Change")] Task Change(int value);

    [Alias("Value")] Task<int> Value();
}

[GrainType("tests.counter")]
public sealed class CounterGrain([PersistentState("counter")] IPersistentState<CounterState> counter) : Grain, ICounterGrain
{
    public async Task Change(int value)
    {
        counter.State.Value = value;
        await counter.WriteStateAsync();
    }

    public Task<int> Value() => Task.FromResult(counter.State.Value);
}
