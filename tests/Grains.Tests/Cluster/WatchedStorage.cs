using Microsoft.Extensions.DependencyInjection;
using Orleans.Providers;
using Orleans.Storage;

namespace TokenGrains.Grains.Tests.Cluster;

/// <summary>The default storage of a silo, each write of which passes a <see cref="StorageWatch"/>.</summary>
internal sealed class WatchedStorage(IGrainStorage inner, StorageWatch watch) : IGrainStorage, ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private const string Name = ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME;

    /// <summary>Puts the watch before the default storage that is registered.</summary>
    public static void Wrap(IServiceCollection services, StorageWatch watch)
    {
        var inner = services.Last(service => service.ServiceType == typeof(IGrainStorage) && Equals(service.ServiceKey, Name));
        services.AddKeyedSingleton<IGrainStorage>(Name, (provider, key) =>
        {
            watch.Rows = (IGrainStorage)inner.KeyedImplementationFactory!(provider, key);
            return new WatchedStorage(watch.Rows, watch);
        });
    }

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        inner.ReadStateAsync(stateName, grainId, grainState);

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        Task Write(IGrainState<T> state) => inner.WriteStateAsync(stateName, grainId, state);
        return watch.OnWrite(stateName, grainId) is { } order ? order.Carry(grainState, Write) : Write(grainState);
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        inner.ClearStateAsync(stateName, grainId, grainState);

    public void Participate(ISiloLifecycle lifecycle) => (inner as ILifecycleParticipant<ISiloLifecycle>)?.Participate(lifecycle);

    public void Dispose() => (inner as IDisposable)?.Dispose();
}
