using System.Diagnostics;
using System.Globalization;

namespace TokenGrains.Bench.Services;

/// <summary>A program of the product, or a peer, as a process of its own. It ends with the bench at the latest.</summary>
internal sealed class ServiceProcess : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly Queue<string> _lastLines = new();

    private ServiceProcess(ProcessStartInfo start, Uri address)
    {
        Address = address;
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += Keep;
        _process.ErrorDataReceived += Keep;
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Where it listens; of a silo nothing to speak HTTP with.</summary>
    public Uri Address { get; }

    /// <summary>Whether it has <c>/plain/</c>.</summary>
    public bool HasPlainEndpoint { get; private init; }

    /// <summary>Whether others do its work, whose processor time is not known.</summary>
    private bool HasWorkers { get; init; }

    /// <summary>Processor time it has used so far; zero where others do its work.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            if (HasWorkers)
                return TimeSpan.Zero;
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Starts a host and returns once it says that it is ready.</summary>
    public static async Task<ServiceProcess> StartHost(string folder, bool withPlainEndpoint, params IEnumerable<string> settings)
    {
        var address = new Uri($"http://127.0.0.1:{Stores.Ports.Free()}");
        var start = StartInfo("dotnet", folder, [Repository.Assembly("src/ApiHost", "TokenGrains.ApiHost"), "--urls", address.OriginalString, .. settings]);
        if (withPlainEndpoint)
        {
            start.Environment["DOTNET_STARTUP_HOOKS"] = Repository.Assembly("bench/PlainEndpoint", "PlainEndpoint");
            start.Environment["ASPNETCORE_HOSTINGSTARTUPASSEMBLIES"] = "PlainEndpoint";
        }

        var host = new ServiceProcess(start, address) { HasPlainEndpoint = withPlainEndpoint };
        await host.UntilReady("/health/ready");
        return host;
    }

    /// <summary>Starts somebody else's service and returns once it answers.</summary>
    public static async Task<ServiceProcess> StartPeer(
        string program, bool hasWorkers, string folder, IEnumerable<(string Name, string Value)> variables, Func<Uri, IEnumerable<string>> arguments)
    {
        var address = new Uri($"http://127.0.0.1:{Stores.Ports.Free()}");
        var start = StartInfo(program, folder, arguments(address));
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        var peer = new ServiceProcess(start, address) { HasWorkers = hasWorkers };
        await peer.UntilReady("/health");
        return peer;
    }

    /// <summary>Starts a silo; hosts wait for it.</summary>
    public static ServiceProcess StartSilo(string folder, params IEnumerable<string> settings)
    {
        string[] ports = [$"--Cluster:SiloPort={Stores.Ports.Free()}", $"--Cluster:GatewayPort={Stores.Ports.Free()}"];
        return new ServiceProcess(StartInfo("dotnet", folder, [Repository.Assembly("src/Silo", "TokenGrains.Silo"), .. ports, .. settings]), new Uri("about:blank"));
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static ProcessStartInfo StartInfo(string program, string folder, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        return start;
    }

    private async Task UntilReady(string path)
    {
        using var http = new HttpClient { BaseAddress = Address };
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                using var answer = await http.GetAsync(path);
                if (answer.IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }

            if (_process.HasExited || Stopwatch.GetElapsedTime(started) > Limit)
                throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{Address} is not ready. Its last lines:\n{LastLines()}"));
            await Task.Delay(TimeSpan.FromMilliseconds(20));
        }
    }

    private string LastLines()
    {
        lock (_lastLines)
            return string.Join('\n', _lastLines);
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        lock (_lastLines)
        {
            if (line.Data is not null)
                _lastLines.Enqueue(line.Data);
            if (_lastLines.Count > 40)
                _lastLines.Dequeue();
        }
    }
}
