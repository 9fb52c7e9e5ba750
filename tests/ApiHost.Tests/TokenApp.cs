using System.Globalization;
using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace TokenGrains.ApiHost.Tests;

/// <summary>The real host in this process: its silo, its SQLite file in a folder of its own, a clock that stands still until it is moved.</summary>
/// <remarks>Hashing is made cheap. Without a port unless it is started with <see cref="StartOnLoopback"/>.</remarks>
public class TokenApp : WebApplicationFactory<Program>, IAsyncLifetime
{
    public const string AdminName = "first-admin";
    public const string AdminPassword = "the first of all passwords";

    private static int _users;

    private readonly Dictionary<string, string> _settings = new()
    {
        ["Passwords:Argon2MemoryKiB"] = "7168",
        ["Passwords:Argon2Passes"] = "1",
        ["Admin:Username"] = AdminName,
        ["Admin:Password"] = AdminPassword,
    };

    private readonly DirectoryInfo _folder;
    private readonly bool _ownsFolder;

    public TokenApp() : this(settings: [])
    {
    }

    /// <param name="settings">Each a key, an equals sign and a value; they win over the ones above.</param>
    protected internal TokenApp(params string[] settings) : this(folder: null, settings)
    {
    }

    /// <param name="folder">Where the data lies; null for a new one that ends with the app.</param>
    /// <param name="settings">Each a key, an equals sign and a value; they win over the ones above.</param>
    internal TokenApp(DirectoryInfo? folder, params string[] settings)
    {
        (_folder, _ownsFolder) = (folder ?? Directory.CreateTempSubdirectory("tokengrains-"), folder is null);
        _settings["Storage:ConnectionString"] = $"Data Source={Path.Combine(_folder.FullName, "tokengrains.db")};Pooling=False";
        _settings["Keys:MasterKeyFile"] = MasterKeyFile;
        foreach (var setting in settings)
            _settings[setting[..setting.IndexOf('=', StringComparison.Ordinal)]] = setting[(setting.IndexOf('=', StringComparison.Ordinal) + 1)..];
        ClientOptions.AllowAutoRedirect = false;
        ClientOptions.HandleCookies = false;
    }

    public string MasterKeyFile => Path.Combine(_folder.FullName, "tokengrains.key");

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));

    /// <summary>Everything that is logged, whatever its level, goes there instead of nowhere.</summary>
    internal ILoggerProvider? Log { get; init; }

    /// <summary>More services, after those of the host.</summary>
    internal Action<IServiceCollection>? MoreServices { get; init; }

    public IGrainFactory Grains => Services.GetRequiredService<IGrainFactory>();

    /// <summary>A name that no other test has.</summary>
    public static string NewName() => "user" + Interlocked.Increment(ref _users).ToString(CultureInfo.InvariantCulture);

    /// <summary>Serves on a real port of the loopback interface, which the system picks.</summary>
    public TokenApp StartOnLoopback()
    {
        UseKestrel(0);
        StartServer();
        return this;
    }

    /// <summary>A connection to the port, for bytes that no HTTP client would send.</summary>
    public async Task<TcpClient> Connect()
    {
        var connection = new TcpClient();
        await connection.ConnectAsync(System.Net.IPAddress.Loopback, ClientOptions.BaseAddress.Port);
        return connection;
    }

    Task IAsyncLifetime.InitializeAsync()
    {
        _ = Services;
        return Task.CompletedTask;
    }

    async Task IAsyncLifetime.DisposeAsync() => await DisposeAsync();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
        if (_ownsFolder && _folder.Exists)
            _folder.Delete(recursive: true);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        // Under Development the platform's own page for exceptions would stand before ours.
        builder.UseEnvironment("Production");
        foreach (var (key, value) in _settings)
            builder.UseSetting(key, value);

        builder.ConfigureLogging(logging =>
        {
            logging.ClearProviders();
            if (Log is not null)
                logging.AddProvider(Log).Services.Configure<LoggerFilterOptions>(filter =>
                    filter.Rules.Add(new LoggerFilterRule(Log.GetType().FullName, categoryName: null, LogLevel.Trace, filter: null)));
        });
        builder.ConfigureServices(services =>
        {
            services.AddSingleton<TimeProvider>(Time);
            MoreServices?.Invoke(services);
        });
    }
}
