using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Serialization;
using Orleans.Serialization.Serializers;
using Orleans.Storage;
using TokenGrains.Storage.GroupCommit;
using TokenGrains.Storage.Sqlite;

namespace TokenGrains.Storage.Tests;

/// <summary>The storage room on a real file, without a silo around it.</summary>
internal sealed class StorageRoom : IDisposable
{
    public const string StateName = "counter";

    /// <summary>Far beyond what any step takes: a hang becomes a failure.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().AddSerializer().BuildServiceProvider();

    private StorageRoom(StorageOptions options)
    {
        var wrapped = Options.Create(options);
        var cluster = Options.Create(new ClusterOptions { ServiceId = "tests", ClusterId = "tests" });
        Engine = new GatedRowStore(new SqliteRowStore(wrapped, cluster, NullLogger<SqliteRowStore>.Instance));
        Meters = _services.GetRequiredService<IMeterFactory>();
        Storage = new GroupCommitStorage(
            Engine,
            new OrleansGrainStorageSerializer(_services.GetRequiredService<Serializer>()),
            _services.GetRequiredService<IActivatorProvider>(),
            wrapped,
            new StorageInstruments(Meters),
            NullLogger<WriteQueue>.Instance);
    }

    public GatedRowStore Engine { get; }

    public GroupCommitStorage Storage { get; }

    public IMeterFactory Meters { get; }

    public static Task<StorageRoom> OpenAsync(TemporaryFolder folder) =>
        OpenAsync(new StorageOptions { ConnectionString = folder.ConnectionString });

    public static async Task<StorageRoom> OpenAsync(StorageOptions options)
    {
        var room = new StorageRoom(options);
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
