using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Serialization;
using TokenGrains.Storage;
using OrleansClusterOptions = Orleans.Configuration.ClusterOptions;

namespace TokenGrains.Grains.Clustering;

/// <summary>Makes a silo, or a host that calls silos, part of the cluster that <see cref="ClusterOptions"/> and <see cref="StorageOptions"/> describe.</summary>
public static class ClusterBuilderExtensions
{
    private const string Invariant = "Npgsql";

    /// <summary>How long a call waits for its answer.</summary>
    /// <remarks>It bounds what users see of a silo's death. What hashes passwords has a longer one of its own.</remarks>
    internal static readonly TimeSpan ResponseTimeout = TimeSpan.FromSeconds(2);

    /// <summary>How often a client looks for silos that came or went.</summary>
    internal static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Joins the silo to the cluster whose membership stands in the storage's database.</summary>
    public static ISiloBuilder UseTokenGrainsCluster(this ISiloBuilder silo)
    {
        ArgumentNullException.ThrowIfNull(silo);
        AddShared(silo.Services, isClient: false);
        silo.UseAdoNetClustering((OptionsBuilder<AdoNetClusteringSiloOptions> adoNet) => adoNet.Configure<IOptions<StorageOptions>>(
            (clustering, storage) => (clustering.Invariant, clustering.ConnectionString) = (Invariant, storage.Value.ConnectionString)));
        silo.Services.AddOptions<EndpointOptions>().Configure<IOptions<ClusterOptions>>((endpoints, cluster) => Listen(endpoints, cluster.Value));
        silo.Configure<ClusterMembershipOptions>(DetectFailuresFast);
        silo.Configure<SiloMessagingOptions>(messaging => messaging.ResponseTimeout = ResponseTimeout);
        UseStrongDirectory(silo);
        silo.Services.AddOptions<SiloConnectionOptions>().Configure<IOptions<ClusterOptions>>(Encrypt);
        silo.Services.AddSingleton<StorageLease>();
        silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, StorageLeaseKeeper>();
        silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, GatewayDrain>();
        silo.Services.AddSingleton<IHostedService, OpenPortWarning>();
        return silo;
    }

    /// <summary>Finds the gateways of the cluster whose membership stands in the storage's database.</summary>
    public static IClientBuilder UseTokenGrainsCluster(this IClientBuilder client)
    {
        ArgumentNullException.ThrowIfNull(client);
        AddShared(client.Services, isClient: true);
        client.UseAdoNetClustering((OptionsBuilder<AdoNetClusteringClientOptions> adoNet) => adoNet.Configure<IOptions<StorageOptions>>(
            (clustering, storage) => (clustering.Invariant, clustering.ConnectionString) = (Invariant, storage.Value.ConnectionString)));
        client.Configure<GatewayOptions>(gateways => gateways.GatewayListRefreshPeriod = Pause);
        client.Configure<ClientMessagingOptions>(messaging => messaging.ResponseTimeout = ResponseTimeout);
        client.Services.AddOptions<ClientConnectionOptions>().Configure<IOptions<ClusterOptions>>(Encrypt);
        // Hosts and silos are started in any order.
        client.UseConnectionRetryFilter(async (_, cancellationToken) =>
        {
            await Task.Delay(Pause, cancellationToken);
            return true;
        });
        return client;
    }

    // Orleans' default directory lets two activations of a grain live for a moment whenever a silo comes or goes. The ETag keeps the
    // second from writing, nothing from answering: measured in rolling restarts, a revoked token that was accepted.
#pragma warning disable ORLEANSEXP003 // "For evaluation": DistributedGrainDirectory is the one with a place for each grain that all silos agree on.
    private static void UseStrongDirectory(ISiloBuilder silo)
    {
        silo.AddDistributedGrainDirectory();

        // It gives the grains of a silo that was declared dead to others only after some time, which it counts from the moment at which
        // that silo can have failed at the earliest. No longer than the silo itself may still take its memory for true.
        silo.Services.AddOptions<GrainDirectoryOptions>().Configure<IOptions<ClusterMembershipOptions>>((directory, membership) =>
            directory.RangeLeaseDuration = (membership.Value.MaxProbeTimeout * membership.Value.NumMissedProbesLimit) + StorageLease.Length);
    }
#pragma warning restore ORLEANSEXP003

    private static void AddShared(IServiceCollection services, bool isClient)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IOutgoingGrainCallFilter>(provider => ActivatorUtilities.CreateInstance<CallRepeater>(provider, isClient));
        services.AddSingleton<IValidateOptions<StorageOptions>, SharedStorageRequired>();
        services.AddOptions<OrleansClusterOptions>().Configure<IOptions<ClusterOptions>>((orleans, cluster) =>
            (orleans.ServiceId, orleans.ClusterId) = (ClusterOptions.ServiceId, cluster.Value.ClusterId));
        // The causes of faults of storage travel with them, or the caller would get a fault of the serializer instead.
        services.Configure<ExceptionSerializationOptions>(exceptions => exceptions.SupportedNamespacePrefixes.Add(Invariant));
        services.AddSingleton(provider => ClusterCertificates.Load(provider.GetRequiredService<IOptions<ClusterOptions>>().Value)
            ?? throw new InvalidOperationException("The cluster has no certificates."));
        services.AddSingleton<ClusterTls>();
    }

    private static void Listen(EndpointOptions endpoints, ClusterOptions cluster)
    {
        endpoints.AdvertisedIPAddress = cluster.IPAddress;
        (endpoints.SiloPort, endpoints.GatewayPort) = (cluster.SiloPort, cluster.GatewayPort);
        // By default Orleans listens on every interface.
        endpoints.SiloListeningEndpoint = new IPEndPoint(cluster.IPAddress, cluster.SiloPort);
        if (cluster.GatewayPort != 0)
            endpoints.GatewayListeningEndpoint = new IPEndPoint(cluster.IPAddress, cluster.GatewayPort);
    }

    // Measured: the grains of a killed silo answer again after 3 s instead of 30, and a cluster that was killed whole and returns
    // on new addresses waits 15 s for the old rows instead of 90.
    private static void DetectFailuresFast(ClusterMembershipOptions membership)
    {
        membership.ProbeTimeout = TimeSpan.FromSeconds(1);
        membership.NumMissedProbesLimit = 2;
        membership.NumVotesForDeathDeclaration = 2;
        membership.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(5);
        membership.NumMissedTableIAmAliveLimit = 3;
    }

    private static void Encrypt(SiloConnectionOptions connections, IOptions<ClusterOptions> cluster)
    {
        if (!cluster.Value.UsesTls)
            return;

        connections.ConfigureSiloInboundConnection(ClusterTls.UseServer);
        connections.ConfigureSiloOutboundConnection(ClusterTls.UseClient);
        connections.ConfigureGatewayInboundConnection(ClusterTls.UseServer);
    }

    private static void Encrypt(ClientConnectionOptions connections, IOptions<ClusterOptions> cluster)
    {
        if (cluster.Value.UsesTls)
            connections.ConfigureConnection(ClusterTls.UseClient);
    }
}
