using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Npgsql;
using Orleans.Configuration;
using Orleans.Providers;
using Orleans.Runtime.Hosting;
using Orleans.Storage;
using TokenGrains.Storage.Events;
using TokenGrains.Storage.GroupCommit;
using TokenGrains.Storage.Janitor;
using TokenGrains.Storage.PostgreSql;
using TokenGrains.Storage.Sqlite;

namespace TokenGrains.Storage;

public static class StorageSiloBuilderExtensions
{
    private const string Name = ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME;

    /// <summary>
    /// Makes the engine of <see cref="StorageOptions"/> the default grain storage, and its PostgreSQL schema the silo's first act, so
    /// that <c>UseAdoNetClustering</c> finds its tables. The host binds and validates the options.
    /// </summary>
    public static ISiloBuilder AddTokenGrainsStorage(this ISiloBuilder silo)
    {
        ArgumentNullException.ThrowIfNull(silo);
        var services = silo.Services;

        services.AddMetrics();
        services.AddOptions<StorageOptions>();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<StorageInstruments>();
        // By name, because the nameless registration belongs to Orleans: Newtonsoft, a tenth of the speed, CLR names in every row.
        services.TryAddKeyedSingleton<IGrainStorageSerializer>(
            Name, (provider, _) => ActivatorUtilities.CreateInstance<OrleansGrainStorageSerializer>(provider));
        services.AddKeyedSingleton(Name, (provider, _) => PostgreSqlConnections.CreateDataSource(Options(provider)));
        services.AddOptions<AdoNetGrainStorageOptions>(Name).Configure<IServiceProvider>(ConfigureAdoNet);

        services.AddSingleton(CreateEngine);
        services.AddSingleton(CreateEndedRows);
        services.AddOptions<EventOptions>();
        services.AddSingleton(CreateEventRows);
        services.AddSingleton<IEndedRows, EndedEvents>();
        services.AddSingleton<EventStore>();
        services.AddSingleton<IEventStore>(provider => provider.GetRequiredService<EventStore>());
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(provider => provider.GetRequiredService<EventStore>());
        services.AddGrainStorage(Name, CreateStorage);
        services.AddSingleton(provider => (ILifecycleParticipant<ISiloLifecycle>)provider.GetRequiredKeyedService<IGrainStorage>(Name));
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, PostgreSqlSchemaUpgrade>();
        services.AddSingleton<StorageJanitor>();
        services.AddSingleton<IStorageJanitor>(provider => provider.GetRequiredService<StorageJanitor>());
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(provider => provider.GetRequiredService<StorageJanitor>());
        return silo;
    }

    private static IGrainStorage CreateStorage(IServiceProvider services, string name) =>
        Options(services).Provider == StorageProvider.AdoNet
            ? AdoNetGrainStorageFactory.Create(services, name)
            : ActivatorUtilities.CreateInstance<GroupCommitStorage>(services, services.GetRequiredKeyedService<IGrainStorageSerializer>(name));

    private static IRowStore CreateEngine(IServiceProvider services) => Options(services).Provider switch
    {
        StorageProvider.Sqlite => ActivatorUtilities.CreateInstance<SqliteRowStore>(services),
        StorageProvider.PostgreSql => ActivatorUtilities.CreateInstance<PostgreSqlRowStore>(services),
        var unknown => throw new OrleansConfigurationException($"{StorageOptions.SectionName}:Provider {unknown} is not known."),
    };

    private static IEndedRows CreateEndedRows(IServiceProvider services) => Options(services).IsPostgreSql
        ? ActivatorUtilities.CreateInstance<PostgreSqlEndedRows>(services)
        : (SqliteRowStore)services.GetRequiredService<IRowStore>();

    private static IEventRows CreateEventRows(IServiceProvider services) => Options(services).IsPostgreSql
        ? ActivatorUtilities.CreateInstance<PostgreSqlEventRows>(services, services.GetRequiredKeyedService<NpgsqlDataSource>(Name))
        : (SqliteRowStore)services.GetRequiredService<IRowStore>();

    // Its other settings are its own defaults: who goes back to it finds it as it is.
    private static void ConfigureAdoNet(AdoNetGrainStorageOptions adoNet, IServiceProvider services)
    {
        adoNet.Invariant = "Npgsql";
        adoNet.DataSource = services.GetRequiredKeyedService<NpgsqlDataSource>(Name);
        adoNet.GrainStorageSerializer = services.GetRequiredKeyedService<IGrainStorageSerializer>(Name);
    }

    private static StorageOptions Options(IServiceProvider services) => services.GetRequiredService<IOptions<StorageOptions>>().Value;
}
