using TokenGrains.Storage.Tests;

namespace TokenGrains.Bench.Services;

/// <summary>Silos and hosts around a PostgreSQL of their own.</summary>
internal sealed class Cluster : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly PostgreSqlServer _server;
    private readonly List<ServiceProcess> _silos = [];
    private string _database = "";

    private Cluster(PostgreSqlServer server) => _server = server;

    public IReadOnlyList<ServiceProcess> Hosts { get; private set; } = [];

    /// <summary>Starts them all and returns when the hosts are ready.</summary>
    public static async Task<Cluster> Start(int silos, int hosts, params IEnumerable<string> settings)
    {
        var cluster = new Cluster(await PostgreSqlServer.StartAsync());
        try
        {
            cluster._database = await cluster._server.CreateDatabaseAsync();
            string[] storage = ["--Storage:Provider=PostgreSql", $"--Storage:ConnectionString={cluster._server.ConnectionString(cluster._database)}", .. settings];
            for (var i = 0; i < silos; i++)
                cluster._silos.Add(ServiceProcess.StartSilo(cluster._folder.Path, storage));
            cluster.Hosts = await Task.WhenAll(Enumerable.Range(0, hosts).Select(_ =>
                ServiceProcess.StartHost(cluster._folder.Path, withPlainEndpoint: false, ["--Cluster:Mode=Client", .. storage])));
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>The first column of the first row.</summary>
    public Task<object?> Query(string sql) => _server.ExecuteAsync(_database, sql);

    public async ValueTask DisposeAsync()
    {
        foreach (var process in Hosts.Concat(_silos))
            await process.DisposeAsync();
        await _server.DisposeAsync();
        _folder.Dispose();
    }
}
