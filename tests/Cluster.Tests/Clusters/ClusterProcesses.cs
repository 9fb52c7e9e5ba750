using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using TokenGrains.Cluster.Tests.Load;
using TokenGrains.Cluster.Tests.Processes;
using TokenGrains.Storage.Tests;
using Xunit.Abstractions;

namespace TokenGrains.Cluster.Tests.Clusters;

/// <summary>Silos and hosts around one database. All of them end with the test at the latest.</summary>
internal sealed class ClusterProcesses(PostgreSqlServer server, string database, HostFolder folder, ITestOutputHelper test) : IAsyncDisposable
{
    private readonly List<HostProcess> _processes = [];
    private readonly List<HostProcess> _silos = [];
    private readonly List<HostProcess> _hosts = [];
    private readonly Dictionary<int, HostProcess> _silosByPort = [];

    public IReadOnlyList<HostProcess> Silos => _silos;

    public IReadOnlyList<HostProcess> Hosts => _hosts;

    /// <summary>What every process is started with, beside the settings of a trial.</summary>
    public IList<string> Settings { get; } = [];

    /// <summary>Which silo is started.</summary>
    public BuiltProgram Silo { get; init; } = BuiltProgram.Silo;

    /// <summary>Starts so many silos and hosts, at once, on ports of their own.</summary>
    public Task Start(int silos, int hosts) => Task.WhenAll(
        Task.WhenAll(Enumerable.Range(0, silos).Select(_ => StartSilo())), Task.WhenAll(Enumerable.Range(0, hosts).Select(_ => StartHost())));

    public async Task<HostProcess> StartSilo()
    {
        var ports = FreePort.Find(2);
        var silo = await Start(Silo, _silos, Port("SiloPort", ports[0]), Port("GatewayPort", ports[1]));
        lock (_processes)
            _silosByPort[ports[0]] = silo;
        return silo;
    }

    /// <summary>The silo at an address of the cluster.</summary>
    public HostProcess FindSilo(SiloAddress address) => _silosByPort[address.Endpoint.Port];

    /// <summary>A client of the cluster in this process.</summary>
    public Task<GrainClient> ConnectToGrains(Action<IServiceCollection>? more = null) => GrainClient.Connect(Arguments("--Cluster:Mode=Client"), more);

    public Task<HostProcess> StartHost() => Start(BuiltProgram.ApiHost, _hosts, "--Cluster:Mode=Client");

    /// <summary>A host that nobody waits for.</summary>
    public HostProcess LaunchHost()
    {
        var host = HostProcess.Launch(folder, test, Arguments("--Cluster:Mode=Client"));
        _processes.Add(host);
        return host;
    }

    /// <summary>A host with a silo inside.</summary>
    public Task<HostProcess> StartCoHost() =>
        Start(BuiltProgram.ApiHost, _hosts, "--Cluster:Mode=CoHosted", Port("SiloPort", FreePort.Find(1)[0]), "--Cluster:GatewayPort=0");

    /// <summary>SIGKILL.</summary>
    public async Task Kill(HostProcess process)
    {
        Forget(process);
        await process.Kill();
    }

    /// <summary>SIGTERM; it must end well.</summary>
    public async Task Stop(HostProcess process)
    {
        Forget(process);
        Assert.Equal(0, await process.Stop());
    }

    /// <summary>One that has ended by itself.</summary>
    public void Forget(HostProcess process)
    {
        _silos.Remove(process);
        _hosts.Remove(process);
    }

    /// <summary>SIGTERM to the hosts, and then to the silos.</summary>
    public async Task StopAll()
    {
        await Task.WhenAll(_hosts.ToList().Select(Stop));
        await Task.WhenAll(_silos.ToList().Select(Stop));
    }

    /// <summary>SIGKILL to everything at once.</summary>
    public Task KillAll() => Task.WhenAll(_hosts.Concat(_silos).ToList().Select(Kill));

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
            await process.DisposeAsync();
    }

    private static string Port(string name, int port) => string.Create(CultureInfo.InvariantCulture, $"--Cluster:{name}={port}");

    private async Task<HostProcess> Start(BuiltProgram program, List<HostProcess> group, params string[] settings)
    {
        var process = await HostProcess.Start(program, folder, test, Arguments(settings));
        lock (_processes)
        {
            _processes.Add(process);
            group.Add(process);
        }

        return process;
    }

    private IEnumerable<string> Arguments(params IEnumerable<string> settings) =>
        ["--Storage:Provider=PostgreSql", $"--Storage:ConnectionString={server.ConnectionString(database)}", .. Trial.Settings(), .. Settings, .. settings];
}
