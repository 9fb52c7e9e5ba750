using System.CommandLine;
using Npgsql;
using TokenGrains.Bench.Services;
using TokenGrains.Storage;
using TokenGrains.Storage.PostgreSql;
using TokenGrains.Storage.Tests;

namespace TokenGrains.Bench.Stores;

/// <summary>Group commit against Orleans' own provider, on a PostgreSQL of its own, and against the embedded store.</summary>
internal static class StorageBench
{
    public static Command Command { get; } = Settings.Repeating("storage", "Writes and reads of grain state, against the stock provider.", Run);

    private static async Task Run(int rounds, TimeSpan duration)
    {
        using var folder = new TemporaryFolder();
        await using var server = await PostgreSqlServer.StartAsync();
        var stockDatabase = server.ConnectionString(await server.CreateDatabaseAsync());
        var ownDatabase = server.ConnectionString(await server.CreateDatabaseAsync());
        await PostgreSqlSchema.UpgradeAsync(new StorageOptions { Provider = StorageProvider.AdoNet, ConnectionString = stockDatabase });

        await using var stock = await Contender.StartStockAsync("stock", stockDatabase);
        await using var postgreSql = await Contender.StartAsync("PostgreSql", StorageProvider.PostgreSql, ownDatabase);
        await using var sqlite = await Contender.StartAsync("Sqlite", StorageProvider.Sqlite, $"Data Source={Path.Combine(folder.Path, "bench.db")}");
        Contender[] contenders = [stock, postgreSql, sqlite];

        int[] callers = [1, 64, 256];
        var results = new Dictionary<(string, string, int), List<Measured>>();
        var rows = contenders.ToDictionary(contender => contender.Name, _ => Load.CreateRows());
        foreach (var contender in contenders)
        {
            await Load.WriteEachAsync(contender.Storage, rows[contender.Name]);
            // Compiled code and filled pools, for all alike.
            foreach (var count in callers)
            {
                await Load.WritesAsync(contender.Storage, rows[contender.Name], count, TimeSpan.FromSeconds(1));
                await Load.ReadsAsync(contender.Storage, rows[contender.Name], count, TimeSpan.FromSeconds(0.5));
            }
        }

        for (var round = 1; round <= rounds; round++)
        {
            foreach (var count in callers)
            {
                foreach (var contender in contenders)
                {
                    Record("write", contender, count, await Load.WritesAsync(contender.Storage, rows[contender.Name], count, duration));
                    Record("read", contender, count, await Load.ReadsAsync(contender.Storage, rows[contender.Name], count, duration / 2));
                }
            }
        }

        Console.WriteLine($"\nMedians of {rounds} alternating rounds of {duration.TotalSeconds} s (reads half as long), {Load.Rows} rows, {Environment.ProcessorCount} cores shared with the database");
        Console.WriteLine($"{"",-6} {"callers",7} {"engine",-11} {"per s",9} {"p50 ms",9} {"p99 ms",9} {"x stock",8}");
        foreach (var verb in (string[])["write", "read"])
        {
            foreach (var count in callers)
            {
                foreach (var contender in contenders)
                {
                    var median = Median(verb, contender, count);
                    Console.WriteLine($"{verb,-6} {count,7} {contender.Name,-11} {median.PerSecond,9:F0} {median.P50,9:F3} {median.P99,9:F3} {median.PerSecond / Median(verb, stock, count).PerSecond,8:F2}");
                }
            }
        }

        Console.WriteLine($"p99 of PostgreSql at 64 writers / p50 of stock at 64 writers: {Median("write", postgreSql, 64).P99 / Median("write", stock, 64).P50:F2}");
        Console.WriteLine(await HotAsync(ownDatabase));

        void Record(string verb, Contender contender, int count, Measured measured)
        {
            Console.WriteLine($"{verb,-6} {count,7} {contender.Name,-11} {measured.PerSecond,9:F0} {measured.P50,9:F3} {measured.P99,9:F3}");
            if (!results.TryGetValue((verb, contender.Name, count), out var list))
                results[(verb, contender.Name, count)] = list = [];
            list.Add(measured);
        }

        Measured Median(string verb, Contender contender, int count)
        {
            var list = results[(verb, contender.Name, count)];
            return new Measured(Middle(list.Select(m => m.PerSecond)), Middle(list.Select(m => m.P50)), Middle(list.Select(m => m.P99)));
        }
    }

    private static double Middle(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }

    private static async Task<string> HotAsync(string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT n_tup_upd, n_tup_hot_upd FROM pg_stat_user_tables WHERE relname = 'orleansstorage'", connection);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return $"PostgreSql: {reader.GetInt64(0)} updates, {100.0 * reader.GetInt64(1) / reader.GetInt64(0):F1} % of them touched no index";
    }
}
