using TokenGrains.Cluster.Tests.Histories;
using TokenGrains.Cluster.Tests.Load;
using TokenGrains.Cluster.Tests.Processes;
using TokenGrains.Storage.Tests;
using Xunit.Abstractions;

namespace TokenGrains.Cluster.Tests.Clusters;

/// <summary>What one test of a cluster needs: a database server, a cluster, a trial with its history.</summary>
internal sealed class ClusterRoom : IAsyncDisposable
{
    private const int ShownViolations = 20;

    private readonly HostFolder _folder = new();
    private readonly ITestOutputHelper _test;
    private readonly List<ClusterProcesses> _clusters = [];

    private ClusterRoom(PostgreSqlServer server, string database, ITestOutputHelper test, ulong seed)
    {
        (Server, Database, _test) = (server, database, test);
        Trial = new Trial(_folder, test, seed);
    }

    public PostgreSqlServer Server { get; }

    public string Database { get; }

    public Trial Trial { get; }

    /// <summary>A folder for what a test makes itself.</summary>
    public string Folder => _folder.Path;

    public static async Task<ClusterRoom> Open(ITestOutputHelper test, ulong seed = 1)
    {
        var server = await PostgreSqlServer.StartAsync();
        return new ClusterRoom(server, await server.CreateDatabaseAsync(), test, seed);
    }

    /// <summary>A cluster that is to be started yet.</summary>
    public ClusterProcesses Prepare(BuiltProgram? silo = null, params IEnumerable<string> settings)
    {
        var cluster = new ClusterProcesses(Server, Database, _folder, _test) { Silo = silo ?? BuiltProgram.Silo };
        foreach (var setting in settings)
            cluster.Settings.Add(setting);
        _clusters.Add(cluster);
        return cluster;
    }

    /// <summary>Runs the load over clients of all hosts, and the faults while it runs.</summary>
    public async Task UnderLoad(ClusterProcesses cluster, Func<Task> faults, int acknowledgedBefore = 100)
    {
        var clients = await Task.WhenAll(cluster.Hosts.Select(host => Trial.Connect(host)));
        await using (var load = await Trial.Load(clients, acknowledgedBefore))
        {
            await faults();
            await load.Stop().WaitAsync(TimeSpan.FromMinutes(2));
        }

        foreach (var client in clients)
            client.Dispose();
    }

    /// <summary>Asks one host about everything that is known of all accounts.</summary>
    public async Task Examine(ClusterProcesses cluster)
    {
        using var client = await Trial.Connect(cluster.Hosts[0]);
        await Trial.Examine(client, Trial.Population.From(0));
    }

    /// <param name="notice">How long a host may take to hear of an end; by default what it is given under faults.</param>
    public void AssertNoViolation(TimeSpan? notice = null)
    {
        var violations = Checker.Check(Trial.History, notice);
        Assert.True(
            violations.Count == 0,
            $"{violations.Count} violations, {Trial.Describe()}.{Environment.NewLine}{string.Join(Environment.NewLine, violations.Take(ShownViolations))}");
        _test.WriteLine(Trial.Describe());
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var cluster in _clusters)
            await cluster.DisposeAsync();
        await Server.DisposeAsync();
        _folder.Dispose();
    }
}
