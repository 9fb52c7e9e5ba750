using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Orleans.TestingHost;
using TokenGrains.Grains.Clustering;
using TokenGrains.Grains.Hosting;

namespace TokenGrains.Grains.Tests.Cluster;

/// <summary>Silos that host our grains in this process, with a clock that the test moves and writes that it watches.</summary>
internal sealed class TokenCluster : IAsyncDisposable
{
    /// <summary>Far beyond what any step takes: a hang becomes a failure.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly InProcessTestCluster _silos;

    private TokenCluster(InProcessTestCluster silos, FakeTimeProvider time, StorageWatch storage, CallWatch calls)
    {
        _silos = silos;
        Time = time;
        Storage = storage;
        Calls = calls;
    }

    public FakeTimeProvider Time { get; }

    public StorageWatch Storage { get; }

    public CallWatch Calls { get; }

    public IGrainFactory Grains => _silos.Client;

    /// <summary>What the first silo has registered.</summary>
    public IServiceProvider Services => _silos.Silos[0].ServiceProvider;

    /// <summary>One silo on the database file of <paramref name="folder"/>.</summary>
    public static Task<TokenCluster> StartAsync(TemporaryFolder folder, params (string Key, string Value)[] changes) =>
        StartAsync(folder, NewClock(), changes);

    /// <summary>One silo on the database file of <paramref name="folder"/>, at the time of an earlier one.</summary>
    public static Task<TokenCluster> StartAsync(TemporaryFolder folder, FakeTimeProvider time, params (string Key, string Value)[] changes) =>
        StartAsync(1, time, silo => AddTokenGrains(silo, ClusterSettings.For(folder, changes)));

    /// <summary>One silo that must confirm its memory with storage, as one of several must. The test keeps its lease.</summary>
    public static Task<TokenCluster> StartLeasedAsync(TemporaryFolder folder) => StartAsync(1, NewClock(), silo =>
    {
        silo.Services.AddSingleton(provider => new StorageLease(provider.GetRequiredService<TimeProvider>()));
        AddTokenGrains(silo, ClusterSettings.For(folder));
    });

    /// <summary>Two silos. A SQLite file serves one process, so they share Orleans' storage in memory.</summary>
    public static Task<TokenCluster> StartTwoSilosAsync(TemporaryFolder folder) => StartAsync(2, NewClock(), silo =>
    {
        AddTokenGrains(silo, ClusterSettings.For(folder));
        silo.AddMemoryGrainStorageAsDefault();
    });

    /// <summary>Completes when the activation that the grain has now is gone.</summary>
    public Task WhenDeactivated(IAddressable grain)
    {
        Assert.True(_silos.TryGetGrainContext(grain.GetGrainId(), out var activation), $"{grain.GetGrainId()} has no activation.");
        return activation!.Deactivated.WaitAsync(Limit);
    }

    /// <summary>Makes the grain forget what it has in memory.</summary>
    public Task Deactivate(IAddressable grain) => _silos.DeactivateAsync(grain).WaitAsync(Limit);

    /// <summary>The silo that a grain is on; null if it is on none.</summary>
    public async Task<SiloAddress?> FindSilo(IAddressable grain) =>
        await Grains.GetGrain<IManagementGrain>(0).GetActivationAddress(grain);

    /// <summary>Stops the silos; a second time it does nothing.</summary>
    public async ValueTask DisposeAsync()
    {
        await _silos.StopAllSilosAsync();
        await _silos.DisposeAsync();
    }

    private static FakeTimeProvider NewClock() => new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    private static void AddTokenGrains(ISiloBuilder silo, IConfiguration configuration)
    {
        silo.AddTokenGrains();
        silo.Services.AddTokenGrainsSettings(configuration);
    }

    private static async Task<TokenCluster> StartAsync(short siloCount, FakeTimeProvider time, Action<ISiloBuilder> configure)
    {
        var (storage, calls) = (new StorageWatch(), new CallWatch());
        var builder = new InProcessTestClusterBuilder(siloCount);
        builder.Options.ConfigureFileLogging = false;
        // The service id is part of every row's identity.
        builder.Options.ServiceId = "tests";
        builder.ConfigureSilo((_, silo) =>
        {
            configure(silo);
            silo.AddIncomingGrainCallFilter(calls);
            WatchedStorage.Wrap(silo.Services, storage);
            // Our grains take the nameless clock. Orleans takes its own by name: messages, membership and idle grains go on in real time.
            silo.Services.AddSingleton<TimeProvider>(time);
            silo.Services.UseTimeProviderForBackgroundAreas(TimeProvider.System);
        });

        var silos = builder.Build();
        await silos.DeployAsync();
        return new TokenCluster(silos, time, storage, calls);
    }
}
