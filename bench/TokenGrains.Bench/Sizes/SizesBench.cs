using System.Collections.Concurrent;
using System.CommandLine;
using System.Diagnostics;
using System.Net.Http.Json;
using TokenGrains.Bench.Contest;
using TokenGrains.Bench.Http;
using TokenGrains.Bench.Services;
using TokenGrains.Storage.Tests;

namespace TokenGrains.Bench.Sizes;

/// <summary>What a session takes in memory and on disk, and how long a start takes; one process with everything.</summary>
internal static class SizesBench
{
    public const int Many = 5_000;
    public const int Few = 1_000;

    private const int SessionsPerAccount = 10;
    private const int Connections = 32;
    private const int Clients = 16;

    private static readonly TokenRequest Refresh = new(HttpMethod.Post, Api.SimpleJwtRefresh.Path, Api.SimpleJwtRefresh.Body);

    public static Command Command { get; } = Settings.Repeating("sizes", $"Memory and disk that a session takes, out of {Many} of them, and the time from a start to the first token.", async (rounds, _) =>
        (await Run(rounds, Many)).Print());

    public static async Task<Part> Run(int rounds, int sessions)
    {
        var found = new Dictionary<(string Name, string Unit), List<double>>();
        await using var server = await PostgreSqlServer.StartAsync();
        for (var round = 1; round <= rounds; round++)
        {
            using var folder = new TemporaryFolder();
            foreach (var store in (Store[])[Store.Sqlite(folder.Path), await Store.PostgreSql(server)])
            {
                Console.WriteLine($"sizes, round {round} of {rounds}: {store.Name}");
                using var own = new TemporaryFolder();
                foreach (var (name, unit, value) in await Grow(own.Path, store, sessions))
                    Add($"{name}, {store.Name}", unit, value);
                Add($"start to first token, {store.Name}", "ms", await StartUp(own.Path, store));
            }
        }

        return new Part(
            $"Sizes: {sessions:N0} sessions, {SessionsPerAccount} an account; with the share of their accounts",
            [.. found.Select(pair => new Series(pair.Key.Name, pair.Key.Unit, pair.Value))],
            []);

        void Add(string name, string unit, double value)
        {
            if (!found.TryGetValue((name, unit), out var values))
                found[(name, unit)] = values = [];
            values.Add(value);
        }
    }

    private static async Task<IReadOnlyList<(string Name, string Unit, double Value)>> Grow(string folder, Store store, int sessions)
    {
        await using var host = await ServiceProcess.StartHost(folder, withPlainEndpoint: true, store.Settings.Concat(Hashing.Cheap));
        using var http = new HttpClient { BaseAddress = host.Address };
        var accounts = await ForEach(Enumerable.Range(0, sessions / SessionsPerAccount), _ => Account.Register(http));
        // One session each that does not count: compiled code, filled pools, rows of users that have sessions.
        await Wrk.Spend(host.Address, Refresh, await SignIn(accounts), Connections);
        var (before, bytesBefore) = (await Memory(http, "?idle=true"), await store.Bytes());

        var tokens = await SignIn(Enumerable.Repeat(accounts, SessionsPerAccount).SelectMany(all => all));
        var (idle, bytes) = (await Memory(http, "?idle=true"), await store.Bytes());
        await Wrk.Spend(host.Address, Refresh, tokens, Connections);
        var active = await Memory(http, "");

        return
        [
            ("disk per session", "bytes", (double)(bytes - bytesBefore) / sessions),
            ("memory per idle session, live", "bytes", (double)(idle.Live - before.Live) / sessions),
            ("memory per active session, live", "bytes", (double)(active.Live - idle.Live) / sessions),
            ("memory per active session, resident", "bytes", (double)(active.Resident - idle.Resident) / sessions),
        ];
    }

    /// <returns>Milliseconds from the start of the process to the answer of the first sign-in, with the store as it has grown, and passwords hashed as ever.</returns>
    private static async Task<double> StartUp(string folder, Store store)
    {
        Account account;
        await using (var host = await ServiceProcess.StartHost(folder, withPlainEndpoint: false, store.Settings))
        {
            using var http = new HttpClient { BaseAddress = host.Address };
            account = await Account.Register(http);
        }

        var started = Stopwatch.GetTimestamp();
        await using var again = await ServiceProcess.StartHost(folder, withPlainEndpoint: false, store.Settings);
        using var client = new HttpClient { BaseAddress = again.Address };
        await account.At(client).SignIn();
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    private static Task<IReadOnlyCollection<string>> SignIn(IEnumerable<Account> accounts) => ForEach(accounts, async account => (await account.SignIn()).RefreshToken);

    private static async Task<IReadOnlyCollection<TResult>> ForEach<TSource, TResult>(IEnumerable<TSource> sources, Func<TSource, Task<TResult>> ask)
    {
        var results = new ConcurrentBag<TResult>();
        await Parallel.ForEachAsync(sources, new ParallelOptions { MaxDegreeOfParallelism = Clients }, async (source, _) => results.Add(await ask(source)));
        return results;
    }

    private static async Task<Kept> Memory(HttpClient http, string query) => (await http.GetFromJsonAsync<Kept>($"/memory/{query}"))!;

    private sealed record Kept(long Live, long Resident);
}
