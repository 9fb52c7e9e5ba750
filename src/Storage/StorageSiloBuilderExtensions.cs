using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans.Providers;
using Orleans.Runtime.Hosting;
using Orleans.Storage;
using TokenGrains.Storage.GroupCommit;
using TokenGrains.Storage.Sqlite;

namespace TokenGrains.Storage;

public static class StorageSiloBuilderExtensions
{
    /// <summary>Makes the engine of <see cref="StorageOptions"/> the default grain storage. The host binds and validates the options.</summary>
    public static ISiloBuilder AddTokenGrainsStorage(this ISiloBuilder silo)
    {
        ArgumentNullException.ThrowIfNull(silo);
        const string name = ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME;

        silo.Services.AddMetrics();
        silo.Services.AddOptions<StorageOptions>();
        silo.Services.TryAddSingleton<StorageInstruments>();
        silo.Services.AddSingleton(CreateEngine);
        // By name, because the nameless registration belongs to Orleans: Newtonsoft, a tenth of the speed, CLR names in every row.
        silo.Services.TryAddKeyedSingleton<IGrainStorageSerializer>(
            name, (services, _) => ActivatorUtilities.CreateInstance<OrleansGrainStorageSerializer>(services));
        silo.Services.AddGrainStorage(name, (services, key) => ActivatorUtilities.CreateInstance<GroupCommitStorage>(
            services, services.GetRequiredKeyedService<IGrainStorageSerializer>(key)));
        return silo;
    }

    private static IRowStore CreateEngine(IServiceProvider services) =>
        services.GetRequiredService<IOptions<StorageOptions>>().Value.Provider switch
        {
            StorageProvider.Sqlite => ActivatorUtilities.CreateInstance<SqliteRowStore>(services),
            var unknown => throw new OrleansConfigurationException($"{StorageOptions.SectionName}:Provider {unknown} is not known."),
        };
}
