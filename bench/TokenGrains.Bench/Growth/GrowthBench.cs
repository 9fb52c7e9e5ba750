using System.CommandLine;
using System.Globalization;
using TokenGrains.Bench.Contest;
using TokenGrains.Bench.Http;
using TokenGrains.Bench.Services;

namespace TokenGrains.Bench.Growth;

/// <summary>Whether refreshes slow down as sessions gather in storage.</summary>
internal static class GrowthBench
{
    private const int Connections = 32;

    private static readonly int[] Counts = [1_000, 100_000, 1_000_000];

    public static Command Command { get; } = Settings.Repeating("growth", "Refreshes at 1,000, 100,000 and 1,000,000 sessions in PostgreSQL.", Run);

    private static async Task Run(int rounds, TimeSpan duration)
    {
        await using var cluster = await Cluster.Start(silos: 1, hosts: 1, Hashing.Cheap);
        var host = cluster.Hosts[0];
        using var http = new HttpClient { BaseAddress = host.Address };
        var account = await Account.Register(http);
        await Refresh(duration);

        var first = await Measure(Counts[0]);
        foreach (var count in Counts[1..])
        {
            var grown = await Measure(count);
            Console.WriteLine($"  {grown.Over(first)}");
        }

        // The machine may have changed meanwhile; what it does for the first size now says so.
        await cluster.Query("DELETE FROM orleansstorage WHERE grainidextensionstring LIKE 's~ballast%'");
        await cluster.Query("VACUUM ANALYZE orleansstorage");
        await Measure(Counts[0]);

        async Task<Series> Measure(int count)
        {
            await Fill(cluster, count);
            var (perSecond, p99) = (new List<double>(), new List<double>());
            for (var round = 0; round < rounds; round++)
            {
                var result = await Refresh(duration);
                perSecond.Add(result.PerSecond);
                p99.Add(result.P99);
            }

            var refreshes = new Series(string.Create(CultureInfo.InvariantCulture, $"refresh at {count:N0} sessions"), "/s", perSecond);
            Console.WriteLine($"{refreshes}   p99 {new Series("", "ms", p99).Median:F1} ms");
            return refreshes;
        }

        async Task<LoadResult> Refresh(TimeSpan time) => await Wrk.Rotate(
            new Uri(host.Address, Api.Django.Refresh.Path), Api.Django.Refresh, await SessionPool.Create(account, 2 * Connections), Connections, time);
    }

    // Copies of a real row under ids that nobody asks for, spread over the index like real ones.
    private static async Task Fill(Cluster cluster, int count)
    {
        await cluster.Query($"""
            INSERT INTO orleansstorage (grainidhash, grainidn0, grainidn1, graintypehash, graintypestring, grainidextensionstring, serviceid, payloadbinary, modifiedon, version, latestend)
            SELECT (random() * 4294967295 - 2147483648)::integer, 0, 0, graintypehash, graintypestring, 's~ballast' || number || '-' || random(), serviceid, payloadbinary, modifiedon, version, latestend
            FROM (SELECT * FROM orleansstorage WHERE graintypestring = 'session' LIMIT 1) AS one,
                generate_series((SELECT count(*) FROM orleansstorage WHERE graintypestring = 'session') + 1, {count}) AS number
            """);
        await cluster.Query("VACUUM ANALYZE orleansstorage");
        await cluster.Query("CHECKPOINT");
    }
}
