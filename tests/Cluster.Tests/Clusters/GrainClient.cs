using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TokenGrains.Grains.Clustering;
using TokenGrains.Grains.Hosting;

namespace TokenGrains.Cluster.Tests.Clusters;

/// <summary>A client of the cluster in this process, which learns what no host shows.</summary>
internal sealed class GrainClient : IAsyncDisposable
{
    private readonly IHost _host;

    private GrainClient(IHost host) => _host = host;

    public IGrainFactory Grains => _host.Services.GetRequiredService<IGrainFactory>();

    public static async Task<GrainClient> Connect(IEnumerable<string> settings, Action<IServiceCollection>? more = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddCommandLine([.. settings]);
        builder.Services.AddTokenGrainsSettings(builder.Configuration);
        builder.UseOrleansClient(client => client.UseTokenGrainsCluster());
        more?.Invoke(builder.Services);
        var client = new GrainClient(builder.Build());
        try
        {
            await client._host.StartAsync();
            return client;
        }
        catch
        {
            await client.DisposeAsync();
            throw;
        }
    }

    /// <summary>Where a grain is that is somewhere.</summary>
    public async Task<SiloAddress> FindSilo(IAddressable grain) =>
        await Grains.GetGrain<IManagementGrain>(0).GetActivationAddress(grain) ?? throw new InvalidOperationException($"{grain.GetGrainId()} is nowhere.");

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}
