using Orleans.TestingHost;

namespace TokenGrains.Storage.Tests;

/// <summary>The registration and the lifecycle: default provider, serializer, opening before grains and closing after them.</summary>
public sealed class InASilo : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_grain_finds_its_state_after_the_silo_was_restarted()
    {
        await WithSilo(async grains => await grains.GetGrain<ICounterGrain>("u~a").Change(5));
        await WithSilo(async grains => Assert.Equal(5, await grains.GetGrain<ICounterGrain>("u~a").Value()));

        // Binary, without the names of CLR types that Newtonsoft would leave in the rows.
        Assert.Equal(0L, _folder.Query("SELECT COUNT(*) FROM OrleansStorage WHERE instr(PayloadBinary, CAST('$type' AS BLOB)) > 0"));
        Assert.Equal(1L, _folder.Query("SELECT COUNT(*) FROM OrleansStorage WHERE GrainTypeString = 'counter' AND ServiceId = 'restarted'"));
    }

    private async Task WithSilo(Func<IGrainFactory, Task> act)
    {
        var builder = new InProcessTestClusterBuilder(1);
        // The service id is part of every row's identity; the cluster id may change.
        builder.Options.ServiceId = "restarted";
        builder.ConfigureSilo((_, silo) => silo
            .AddTokenGrainsStorage()
            .Configure<StorageOptions>(options => options.ConnectionString = _folder.ConnectionString));
        await using var cluster = builder.Build();
        await cluster.DeployAsync();
        await act(cluster.Client);
        await cluster.StopAllSilosAsync();
    }
}

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
