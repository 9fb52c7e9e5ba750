using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Serialization;
using Orleans.Serialization.Serializers;
using Orleans.Storage;
using TokenGrains.Storage.GroupCommit;

namespace TokenGrains.Storage.Tests;

/// <summary>The storage room on a real database, without a silo around it.</summary>
internal sealed class StorageRoom : IDisposable
{
    public const string StateName = "counter";

    /// <summary>Far beyond what any step takes: a hang becomes a failure.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly ServiceProvider _services;

    private StorageRoom(ServiceProvider services, IRowStore engine, IOptions<StorageOptions> options, ILoggerFactory loggers)
    {
        _services = services;
        Engine = new GatedRowStore(engine);
        Meters = services.GetRequiredService<IMeterFactory>();
        Instruments = new StorageInstruments(Meters);
        Storage = new GroupCommitStorage(
            Engine,
            new OrleansGrainStorageSerializer(services.GetRequiredService<Serializer>()),
            services.GetRequiredService<IActivatorProvider>(),
            options,
            Instruments,
            loggers.CreateLogger<WriteQueue>());
    }

    public static IOptions<ClusterOptions> Cluster { get; } = Options.Create(new ClusterOptions { ServiceId = "tests", ClusterId = "tests" });

    public GatedRowStore Engine { get; }

    public GroupCommitStorage Storage { get; }

    public IMeterFactory Meters { get; }

    public StorageInstruments Instruments { get; }

    public static async Task<StorageRoom> OpenAsync(TestDatabase database, StorageOptions options, ILoggerFactory? loggers = null)
    {
        loggers ??= NullLoggerFactory.Instance;
        var wrapped = Options.Create(options);
        var services = new ServiceCollection().AddMetrics().AddSerializer().BuildServiceProvider();
        var room = new StorageRoom(services, await database.CreateEngineAsync(wrapped, Cluster, loggers), wrapped, loggers);
        try
        {
            await room.Storage.OpenAsync(CancellationToken.None);
            return room;
        }
        catch
        {
            room.Dispose();
            throw;
        }
    }

    public static GrainId Id(string key) => GrainId.Create("counter", key);

    public async Task<Activation> Read(GrainId id, string stateName = StateName)
    {
        var state = new Activation();
        await Storage.ReadStateAsync(stateName, id, state).WaitAsync(Limit);
        return state;
    }

    public Task<Activation> Read(string key) => Read(Id(key));

    /// <summary>A first write of that value.</summary>
    public Task Write(string key, int value) => Write(key, new Activation(value));

    public Task Write(string key, Activation state) => Storage.WriteStateAsync(StateName, Id(key), state).WaitAsync(Limit);

    public Task Clear(string key, Activation state) => Storage.ClearStateAsync(StateName, Id(key), state).WaitAsync(Limit);

    public void Dispose()
    {
        Engine.Release();
        Storage.Dispose();
        _services.Dispose();
    }
}
