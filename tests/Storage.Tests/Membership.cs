using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime.MembershipService;
using TokenGrains.Storage.PostgreSql;

namespace TokenGrains.Storage.Tests;

/// <summary>Microsoft.Orleans.Clustering.AdoNet on the tables that storage makes, on an empty database.</summary>
[Collection(PostgreSqlCollection.Name)]
public sealed class Membership(PostgreSqlFixture fixture) : StorageTests(new PostgreSqlDatabase(fixture))
{
    private static CancellationToken None => CancellationToken.None;

    [StorageFact]
    public async Task Two_silos_find_each_other_and_a_client_finds_them()
    {
        using var one = Silo();
        using var two = Silo();
        // At once: both want to make the schema.
        await Task.WhenAll(one.StartAsync(), two.StartAsync()).WaitAsync(StorageRoom.Limit);
        using var outside = Client();
        await outside.StartAsync().WaitAsync(StorageRoom.Limit);
        var client = outside.Services.GetRequiredService<IClusterClient>();
        var management = client.GetGrain<IManagementGrain>(0);

        Assert.Equal(2, (await management.GetHosts(onlyActive: true)).Count);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => client.GetGrain<ICounterGrain>($"u~{i}").Change(i)));
        Assert.Equal(19, await client.GetGrain<ICounterGrain>("u~19").Value());

        await two.StopAsync().WaitAsync(StorageRoom.Limit);
        Assert.Single(await management.GetHosts(onlyActive: true));
        Assert.Equal(19, await client.GetGrain<ICounterGrain>("u~19").Value());

        await outside.StopAsync();
        await one.StopAsync().WaitAsync(StorageRoom.Limit);
    }

    /// <summary>What silos that agree do not show.</summary>
    [StorageFact]
    public async Task A_change_passes_only_over_the_version_that_its_silo_has_seen()
    {
        await PostgreSqlSchema.UpgradeAsync(Database.Options());
        using var services = new ServiceCollection().AddLogging().BuildServiceProvider();
        IMembershipTable table = ActivatorUtilities.CreateInstance<AdoNetClusteringTable>(
            services,
            Options.Create(new ClusterOptions { ServiceId = "service", ClusterId = "cluster" }),
            Options.Create(new AdoNetClusteringSiloOptions { Invariant = "Npgsql", ConnectionString = Database.ConnectionString }));
        await table.InitializeMembershipTableAsync(true, None);
        await table.InitializeMembershipTableAsync(true, None);
        var (dead, active) = (Entry(1, SiloStatus.Dead), Entry(2, SiloStatus.Active));
        var first = (await table.ReadAllAsync(None)).Version;

        Assert.True(await table.InsertRowAsync(dead, first.Next(), None));
        // A version that was read earlier, a silo that is there already, one that is not.
        Assert.False(await table.InsertRowAsync(active, first.Next(), None));
        Assert.False(await table.InsertRowAsync(dead, await Next(), None));
        var etag = Assert.Single((await table.ReadRowAsync(dead.SiloAddress, None)).Members).Item2;
        Assert.False(await table.UpdateRowAsync(active, etag, await Next(), None));
        Assert.Equal(first.Version + 1, (await table.ReadRowAsync(active.SiloAddress, None)).Version.Version);

        Assert.True(await table.InsertRowAsync(active, await Next(), None));
        active.SuspectTimes = [Tuple.Create(dead.SiloAddress, dead.StartTime)];
        etag = Assert.Single((await table.ReadRowAsync(active.SiloAddress, None)).Members).Item2;
        Assert.False(await table.UpdateRowAsync(active, etag, first.Next(), None));
        Assert.True(await table.UpdateRowAsync(active, etag, await Next(), None));
        active.IAmAliveTime = active.IAmAliveTime.AddMinutes(1);
        await table.UpdateIAmAliveAsync(active, None);
        var stored = Assert.Single((await table.ReadRowAsync(active.SiloAddress, None)).Members).Item1;
        Assert.Equal((active.IAmAliveTime, 1), (stored.IAmAliveTime, stored.SuspectTimes!.Count));
        Assert.Equal(2, (await table.ReadAllAsync(None)).Members.Count);

        // Both are old enough, but one is active.
        await table.CleanupDefunctSiloEntriesAsync(new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero), None);
        Assert.Equal(SiloStatus.Active, Assert.Single((await table.ReadAllAsync(None)).Members).Item1.Status);
        await table.DeleteMembershipTableEntriesAsync("cluster", None);
        Assert.Equal(0L, Database.Query("SELECT (SELECT COUNT(*) FROM OrleansMembershipTable) + (SELECT COUNT(*) FROM OrleansMembershipVersionTable)"));

        async Task<TableVersion> Next() => (await table.ReadAllAsync(None)).Version.Next();

        static MembershipEntry Entry(int generation, SiloStatus status) => new()
        {
            SiloAddress = SiloAddress.New(IPAddress.Loopback, 1, generation),
            SiloName = "silo",
            HostName = "host",
            Status = status,
            StartTime = new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc),
            IAmAliveTime = new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc),
        };
    }

    private IHost Silo()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.UseOrleans(silo => silo
            .AddTokenGrainsStorage()
            .Configure<StorageOptions>(options => (options.Provider, options.ConnectionString) = (StorageProvider.PostgreSql, Database.ConnectionString))
            .Configure<ClusterOptions>(options => (options.ServiceId, options.ClusterId) = ("service", "cluster"))
            .ConfigureEndpoints(IPAddress.Loopback, FreePort(), FreePort())
            .UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = ("Npgsql", Database.ConnectionString)));
        return builder.Build();
    }

    private IHost Client()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.UseOrleansClient(client => client
            .Configure<ClusterOptions>(options => (options.ServiceId, options.ClusterId) = ("service", "cluster"))
            .UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = ("Npgsql", Database.ConnectionString)));
        return builder.Build();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
