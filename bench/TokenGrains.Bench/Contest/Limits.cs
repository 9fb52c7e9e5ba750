using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Npgsql;
using TokenGrains.Bench.Http;
using TokenGrains.Grains.Users.Passwords;

namespace TokenGrains.Bench.Contest;

/// <summary>What the machine can do at most, asked without any service.</summary>
internal static partial class Limits
{
    public static readonly Limit Upserts = new("pgbench, prepared upsert", Upsert);
    public static readonly Limit Hashes = new("password hashes", (_, duration) => Task.FromResult(Hash(duration)));
    public static readonly Limit Signatures = new("ES256 signatures", (_, duration) => Task.FromResult(Sign(duration)));
    public static readonly Limit Gets = new("wrk alone, GET", (_, duration) => Get(duration));
    public static readonly Limit Refreshes = new("wrk alone, refresh", (_, duration) => Refresh(duration));

    // A row of the size of a session's, found by its id as ours are: one statement, one transaction, one commit to wait for.
    private const string Table = "CREATE TABLE IF NOT EXISTS bench_upsert (id bigint PRIMARY KEY, version integer NOT NULL, payload bytea NOT NULL) WITH (fillfactor = 80)";
    private const string Script = """
        \set id random(1, 4096)
        INSERT INTO bench_upsert VALUES (:id, 1, decode(repeat('ab', 300), 'hex'))
        ON CONFLICT (id) DO UPDATE SET version = bench_upsert.version + 1, payload = EXCLUDED.payload;
        """;

    // As many at once as the services get requests.
    private static async Task<LoadResult> Upsert(Surroundings room, TimeSpan duration)
    {
        await using (var connection = new NpgsqlConnection(room.ConnectionString))
        {
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand(Table, connection);
            await command.ExecuteNonQueryAsync();
        }

        var script = Path.Combine(room.Folder, "upsert.sql");
        await File.WriteAllTextAsync(script, Script);
        var start = new ProcessStartInfo("pgbench") { RedirectStandardOutput = true, RedirectStandardError = true };
        string[] arguments = ["-n", "-M", "prepared", "-c", "32", "-j", "1", "-T", $"{(int)Math.Ceiling(duration.TotalSeconds)}", "-f", script];
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in room.PostgreSqlVariables)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        var tps = Tps().Match(await output);
        return tps.Success
            ? LoadResult.Of((long)(double.Parse(tps.Groups[1].ValueSpan, CultureInfo.InvariantCulture) * duration.TotalSeconds), duration)
            : throw new InvalidOperationException($"pgbench said: {await output}{await errors}");
    }

    // Argon2id with the product's own parameters, on all cores.
    private static LoadResult Hash(TimeSpan duration)
    {
        var options = new PasswordOptions();
        var parameters = new Argon2idHash.Parameters(options.Argon2MemoryKiB, options.Argon2Passes);
        var encoded = Argon2idHash.Create("a quiet harbour", parameters);
        return OnAllCores(duration, () => Argon2idHash.Verify("a quiet harbour", encoded, out _));
    }

    // The platform's ECDSA over P-256, on all cores.
    private static LoadResult Sign(TimeSpan duration)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var text = new byte[600];
        return OnAllCores(duration, () => key.SignData(text, HashAlgorithmName.SHA256));
    }

    // What the load generator gets out of a service that does nothing, as large an answer as ours.
    private static async Task<LoadResult> Get(TimeSpan duration)
    {
        using var responder = new Responder("{\"user\":\"alice\"}");
        return await Wrk.Get(responder.Address, Trial.Connections, duration);
    }

    // The same of its refreshes.
    private static async Task<LoadResult> Refresh(TimeSpan duration)
    {
        var token = new string('t', 400);
        using var responder = new Responder($$"""{"access":"{{token}}","refresh":"{{token}}"}""");
        return await Wrk.Rotate(responder.Address, Api.SimpleJwtRefresh, [.. Enumerable.Repeat(token, 2 * Trial.Connections)], Trial.Connections, duration);
    }

    private static LoadResult OnAllCores(TimeSpan duration, Action act)
    {
        var started = Stopwatch.GetTimestamp();
        var count = 0;
        var threads = Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new Thread(() =>
        {
            while (Stopwatch.GetElapsedTime(started) < duration)
            {
                act();
                Interlocked.Increment(ref count);
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        return LoadResult.Of(count, Stopwatch.GetElapsedTime(started));
    }

    [GeneratedRegex(@"tps = ([0-9.]+)")]
    private static partial Regex Tps();
}

/// <summary>Something that no service can do more often than the machine by itself, done for a while.</summary>
internal sealed record Limit(string Name, Func<Surroundings, TimeSpan, Task<LoadResult>> Run);
