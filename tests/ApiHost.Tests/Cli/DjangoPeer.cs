using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace TokenGrains.ApiHost.Tests.Cli;

/// <summary>A real Django site from Debian's packages, as <c>shared/wire/run_peer.sh</c> runs it, on a free loopback port.</summary>
internal sealed class DjangoPeer : IAsyncDisposable
{
    public const string SecretKey = "django-insecure-0123456789abcdef0123456789abcdef";

    private const string Python = "/usr/bin/python3";
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly Process _process;
    private readonly DirectoryInfo _folder;
    private readonly HttpClient _client;

    private DjangoPeer(Process process, DirectoryInfo folder, HttpClient client) => (_process, _folder, _client) = (process, folder, client);

    /// <summary>Why it cannot run here; null if it can.</summary>
    public static string? Missing { get; } =
        FindScript() is null ? "There is no shared/wire/run_peer.sh beside this repository."
        : !HasPackages() ? "Django is not installed: apt-get install python3-django python3-djangorestframework python3-djangorestframework-simplejwt gunicorn"
        : null;

    /// <summary>The site's SQLite file.</summary>
    public string Database => Assert.Single(_folder.GetFiles("db.sqlite3", SearchOption.AllDirectories)).FullName;

    public static async Task<DjangoPeer> Start()
    {
        var folder = Directory.CreateTempSubdirectory("tokengrains-peer-");
        var port = FreePort();
        var start = new ProcessStartInfo("bash", [FindScript()!, $"{port}"]) { RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["TMPDIR"] = folder.FullName;
        start.Environment["PEER_SECRET_KEY"] = SecretKey;
        var process = Process.Start(start)!;
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();

        var peer = new DjangoPeer(process, folder, new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") });
        try
        {
            await peer.WhenItAnswers();
            return peer;
        }
        catch
        {
            await peer.DisposeAsync();
            throw;
        }
    }

    /// <summary>Posts JSON and returns the JSON of the answer, which must be a 200.</summary>
    public async Task<JsonElement> Post(string path, object members)
    {
        // Not as JsonContent, which is sent in chunks: WSGI takes a body without a length for none.
        using var body = new StringContent(JsonSerializer.Serialize(members), Encoding.UTF8, "application/json");
        using var answer = await _client.PostAsync(new Uri(path, UriKind.Relative), body);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        if (!_process.HasExited)
        {
            // SIGTERM, upon which the script ends the server and removes its files.
            using var kill = Process.Start("kill", $"{_process.Id}");
            await kill.WaitForExitAsync();
            await _process.WaitForExitAsync().WaitAsync(Limit);
        }

        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    // Another process tells of its start in no way but by answering.
    private async Task WhenItAnswers()
    {
        using var late = new CancellationTokenSource(Limit);
        while (true)
        {
            Assert.False(_process.HasExited, "The Django peer has ended.");
            try
            {
                using var answer = await _client.GetAsync(new Uri("/hello/", UriKind.Relative), late.Token);
                return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(Pause, late.Token);
            }
        }
    }

    private static bool HasPackages()
    {
        if (!File.Exists(Python))
            return false;
        using var python = Process.Start(new ProcessStartInfo(Python, ["-c", "import django, rest_framework, rest_framework_simplejwt, gunicorn"]) { RedirectStandardError = true })!;
        python.WaitForExit();
        return python.ExitCode == 0;
    }

    private static string? FindScript()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var script = Path.Combine(folder.FullName, "shared", "wire", "run_peer.sh");
            if (File.Exists(script))
                return script;
        }

        return null;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

/// <summary>A test against the real Django: skipped, visibly, where it cannot run, except in CI.</summary>
internal sealed class DjangoPeerFactAttribute : FactAttribute
{
    public DjangoPeerFactAttribute()
    {
        if (DjangoPeer.Missing is { } missing && Environment.GetEnvironmentVariable("CI") != "true")
            Skip = missing;
    }
}
