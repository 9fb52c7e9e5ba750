using System.Collections.Concurrent;
using System.CommandLine;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using TokenGrains.Bench.Services;

namespace TokenGrains.Bench.Revocations;

/// <summary>How soon after the acknowledgement of a revocation each host refuses the access token, while others work.</summary>
internal static class RevocationBench
{
    private const int Revokers = 16;
    private const int SessionsPerAccount = 100;

    private static readonly Option<int> Count = new("--count") { Description = "How many sessions are revoked.", DefaultValueFactory = _ => 10_000 };

    public static Command Command { get; } = Create();

    private static Command Create()
    {
        var command = new Command("revocations", "Acknowledged revocations until each of two hosts refuses the access token; three silos, PostgreSQL, under load.") { Count };
        command.SetAction(async result =>
        {
            foreach (var line in await Run(result.GetValue(Count)))
                Console.WriteLine(line);
        });
        return command;
    }

    private static async Task<IReadOnlyList<string>> Run(int count)
    {
        await using var cluster = await Cluster.Start(silos: 3, hosts: 2, Hashing.Cheap);
        using var load = new BackgroundLoad(cluster.Hosts);
        var hosts = cluster.Hosts.Select(host => new HttpClient { BaseAddress = host.Address }).ToList();
        var sessions = await SignIn(hosts, count);
        await load.Start();

        var elsewhere = new ConcurrentBag<double>();
        var here = new ConcurrentBag<double>();
        var started = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(sessions.Index(), new ParallelOptions { MaxDegreeOfParallelism = Revokers }, async (session, _) =>
        {
            var (revoking, other) = (hosts[session.Index % 2], hosts[(session.Index + 1) % 2]);
            foreach (var host in hosts)
            {
                if (await session.Item.Greet(host) is not HttpStatusCode.OK)
                    throw new InvalidOperationException("A live token was refused: the run is void.");
            }

            using var answer = await revoking.PostAsJsonAsync("/api/token/blacklist/", new { refresh = session.Item.RefreshToken }, CancellationToken.None);
            answer.EnsureSuccessStatusCode();
            var acknowledged = Stopwatch.GetTimestamp();
            var until = await Task.WhenAll(UntilRefused(revoking, session.Item, acknowledged), UntilRefused(other, session.Item, acknowledged));
            here.Add(until[0]);
            elsewhere.Add(until[1]);
        });

        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var operations = await load.Stop();
        return
        [
            $"{count} revocations in {seconds:F0} s, beside {operations / seconds:F0} refreshes and greetings a second; from the acknowledgement to the refusal in the client's hands:",
            Describe("the host that was told", here),
            Describe("the other host", elsewhere),
        ];
    }

    private static async Task<List<TokenPair>> SignIn(List<HttpClient> hosts, int count)
    {
        var sessions = new ConcurrentBag<TokenPair>();
        await Parallel.ForEachAsync(Enumerable.Range(0, (count + SessionsPerAccount - 1) / SessionsPerAccount), async (account, _) =>
        {
            var owner = await Account.Register(hosts[account % hosts.Count]);
            for (var i = account * SessionsPerAccount; i < Math.Min(count, (account + 1) * SessionsPerAccount); i++)
                sessions.Add(await owner.SignIn());
        });
        return [.. sessions];
    }

    /// <returns>Milliseconds from the acknowledgement until the first refusal has arrived.</returns>
    private static async Task<double> UntilRefused(HttpClient host, TokenPair session, long acknowledged)
    {
        while (await session.Greet(host) is HttpStatusCode.OK)
        {
        }

        return Stopwatch.GetElapsedTime(acknowledged).TotalMilliseconds;
    }

    private static string Describe(string host, IEnumerable<double> milliseconds)
    {
        double[] sorted = [.. milliseconds.Order()];
        return $"  {host,-24} p50 {sorted[sorted.Length / 2],8:F2} ms   p99 {sorted[(int)(sorted.Length * 0.99)],8:F2} ms   max {sorted[^1],8:F2} ms   ({sorted.Length} tokens)";
    }
}
