using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Runtime.Hosting;
using Orleans.Storage;
using TokenGrains.Storage;

namespace TokenGrains.Bench.Stores;

/// <summary>One way to store grain state, in a silo of its own, called without grains in between.</summary>
internal sealed class Contender : IAsyncDisposable
{
    private readonly IHost _host;

    private Contender(string name, IHost host)
    {
        Name = name;
        _host = host;
        Storage = host.Services.GetRequiredKeyedService<IGrainStorage>("Default");
    }

    public string Name { get; }

    public IGrainStorage Storage { get; }

    public IServiceProvider Services => _host.Services;

    /// <summary>Group commit, as the product sets it up.</summary>
    public static Task<Contender> StartAsync(string name, StorageProvider provider, string connectionString) => StartAsync(name, silo => silo
        .AddTokenGrainsStorage()
        .Configure<StorageOptions>(options => (options.Provider, options.ConnectionString) = (provider, connectionString)));

    /// <summary>Orleans' own provider as it ships: Npgsql's defaults, its own pool. With our serializer, so that storage alone is compared.</summary>
    public static Task<Contender> StartStockAsync(string name, string connectionString) => StartAsync(name, silo =>
    {
        silo.Services.AddOptions<AdoNetGrainStorageOptions>("Default").Configure<IServiceProvider>((options, services) =>
        {
            options.Invariant = "Npgsql";
            options.ConnectionString = connectionString;
            options.GrainStorageSerializer = ActivatorUtilities.CreateInstance<OrleansGrainStorageSerializer>(services);
        });
        silo.Services.AddGrainStorage("Default", AdoNetGrainStorageFactory.Create);
    });

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }

    private static async Task<Contender> StartAsync(string name, Action<ISiloBuilder> configure)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(Ports.Free(), Ports.Free(), serviceId: "bench", clusterId: name);
            configure(silo);
        });
        var host = builder.Build();
        await host.StartAsync();
        return new Contender(name, host);
    }
}
