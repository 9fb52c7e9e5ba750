using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Npgsql;

namespace TokenGrains.Storage.Tests;

/// <summary>
/// A PostgreSQL server of its own, from the machine's binaries: in a temporary directory, on a free loopback port, without a
/// Unix socket, durable (fsync on), with a random password. It touches no other server and ends only its own process.
/// </summary>
public sealed class PostgreSqlServer : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly string _binaries;
    private readonly string _folder;
    private readonly string _password;
    private readonly int _port;
    private readonly bool _asOther = !OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess;
    private readonly Queue<string> _log = new();
    private Process? _process;
    private int _databases;

    private PostgreSqlServer(string binaries)
    {
        _binaries = binaries;
        _folder = Directory.CreateTempSubdirectory("tokengrains-pg-").FullName;
        _password = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
        _port = FreePort();
    }

    /// <summary>What to do where there are no binaries.</summary>
    public static string Missing => "PostgreSQL 15 or newer is not installed (looked for /usr/lib/postgresql/*/bin/initdb): apt-get install postgresql";

    public static bool IsInstalled => FindBinaries() is not null;

    private string Data => Path.Combine(_folder, "data");

    public static async Task<PostgreSqlServer> StartAsync()
    {
        var server = new PostgreSqlServer(FindBinaries() ?? throw new InvalidOperationException(Missing));
        try
        {
            await server.InitializeAsync();
            await server.StartAgainAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public string ConnectionString(string database, string role = "postgres") =>
        $"Host=127.0.0.1;Port={_port};Database={database};Username={role};Password={_password}";

    /// <summary>Makes a new, empty database and returns its name.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"test_{Interlocked.Increment(ref _databases)}");
        await ExecuteAsync("postgres", $"CREATE DATABASE {name}");
        return name;
    }

    /// <summary>Makes a role with the server's password, and no right but to connect.</summary>
    public async Task CreateRoleAsync(string name) => await ExecuteAsync("postgres", $"CREATE ROLE {name} LOGIN PASSWORD '{_password}'");

    /// <summary>The first column of the first row, asked by the superuser on a connection of its own.</summary>
    public async Task<object?> ExecuteAsync(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString(database) + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    /// <summary>Keeps everybody else waiting for a table, until what it returns is disposed of.</summary>
    public async Task<IAsyncDisposable> LockAsync(string database, string table)
    {
        var connection = new NpgsqlConnection(ConnectionString(database) + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"BEGIN; LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE", connection);
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    /// <summary>Ends every connection to a database as an administrator would.</summary>
    public Task TerminateBackendsAsync(string database) => ExecuteAsync(
        "postgres", $"SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = '{database}'");

    /// <summary>Stops at once, without a checkpoint: what a crash leaves behind.</summary>
    public async Task StopImmediatelyAsync()
    {
        await RunAsync("pg_ctl", "stop", "-D", Data, "-m", "immediate", "-w");
        await _process!.WaitForExitAsync().WaitAsync(Limit);
        _process.Dispose();
        _process = null;
    }

    public async Task StartAgainAsync()
    {
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var process = Create("postgres", "-D", Data, "-p", _port.ToString(CultureInfo.InvariantCulture),
            "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "fsync=on", "-c", "max_connections=200",
            "-c", "logging_collector=off");
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) => ready.TrySetException(new InvalidOperationException($"The server ended:\n{Log()}"));
        process.ErrorDataReceived += (_, line) =>
        {
            Record(line.Data);
            if (line.Data?.Contains("database system is ready to accept connections", StringComparison.Ordinal) == true)
                ready.TrySetResult();
        };
        process.Start();
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        _process = process;
        await ready.Task.WaitAsync(Limit);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
            await StopImmediatelyAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static string? FindBinaries()
    {
        const string root = "/usr/lib/postgresql";
        if (!Directory.Exists(root))
            return null;
        return Directory.GetDirectories(root)
            .Select(folder => (Path: Path.Combine(folder, "bin"), Version: int.TryParse(Path.GetFileName(folder), out var version) ? version : 0))
            .Where(found => found.Version >= 15 && File.Exists(Path.Combine(found.Path, "initdb")))
            .OrderByDescending(found => found.Version)
            .Select(found => found.Path)
            .FirstOrDefault();
    }

    private async Task InitializeAsync()
    {
        var secret = Path.Combine(_folder, "password");
        await File.WriteAllTextAsync(secret, _password);
        // PostgreSQL refuses to run as root.
        if (_asOther)
            await RunAsync(Start("chown", "-R", OtherUser(), _folder));
        await RunAsync("initdb", "-D", Data, "-U", "postgres", "-A", "scram-sha-256", $"--pwfile={secret}", "-E", "UTF8", "--locale=C", "--no-sync");
    }

    private Task RunAsync(string program, params string[] arguments) => RunAsync(Create(program, arguments));

    private async Task RunAsync(Process process)
    {
        using (process)
        {
            process.ErrorDataReceived += (_, line) => Record(line.Data);
            process.Start();
            process.BeginErrorReadLine();
            process.BeginOutputReadLine();
            await process.WaitForExitAsync().WaitAsync(Limit);
            if (process.ExitCode != 0)
                throw new InvalidOperationException($"{process.StartInfo.FileName} {string.Join(' ', process.StartInfo.ArgumentList)} ended with {process.ExitCode}:\n{Log()}");
        }
    }

    private Process Create(string program, params string[] arguments)
    {
        string[] command = [Path.Combine(_binaries, program), .. arguments];
        // setpriv becomes the program it starts, so the process is the server itself.
        return _asOther
            ? Start("setpriv", ["--reuid", OtherUser(), "--regid", OtherGroup(), "--clear-groups", .. command])
            : Start(command[0], command[1..]);
    }

    private Process Start(string program, params string[] arguments) => new()
    {
        StartInfo = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _folder,
            Environment = { ["LC_ALL"] = "C" },
        },
    };

    // The package's own user, or the one that every system has.
    private static string OtherUser() => File.ReadLines("/etc/passwd").Any(line => line.StartsWith("postgres:", StringComparison.Ordinal)) ? "postgres" : "nobody";

    private static string OtherGroup() => File.ReadLines("/etc/passwd").First(line => line.StartsWith($"{OtherUser()}:", StringComparison.Ordinal)).Split(':')[3];

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private void Record(string? line)
    {
        lock (_log)
        {
            if (line is not null)
                _log.Enqueue(line);
            if (_log.Count > 50)
                _log.Dequeue();
        }
    }

    private string Log()
    {
        lock (_log)
            return string.Join('\n', _log);
    }
}
