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
    private const int WarmUps = 5;

    public static readonly int[] Counts = [1_000, 100_000, 1_000_000];
    public static readonly int[] SmallCounts = [1_000, 10_000];

    public static Command Command { get; } = Settings.Repeating("growth", "Refreshes at 1,000, 100,000 and 1,000,000 sessions in PostgreSQL.", async (rounds, duration) =>
        (await Run(rounds, duration, Counts)).Print());

    /// <returns>Refreshes a second and their 99th percentiles at each count, and last at the first again.</returns>
    public static async Task<Part> Run(int rounds, TimeSpan duration, IReadOnlyList<int> counts)
    {
        await using var cluster = await Cluster.Start(silos: 1, hosts: 1, Hashing.Cheap);
        var host = cluster.Hosts[0];
        using var http = new HttpClient { BaseAddress = host.Address };
        var account = await Account.Register(http);
        // Long: what is not compiled anew yet would be held against the first size.
        for (var i = 0; i < WarmUps; i++)
            await Refresh(duration);

        var (perSecond, p99) = (new List<Series>(), new List<Series>());
        foreach (var count in counts)
        {
            await Fill(cluster, count);
            await Measure(string.Create(CultureInfo.InvariantCulture, $"at {count:N0} sessions"));
        }

        // The machine may have changed meanwhile; what it does for the first size now says so.
        await cluster.Query("DELETE FROM orleansstorage WHERE grainidextensionstring LIKE 's~ballast%'");
        await cluster.Query("VACUUM ANALYZE orleansstorage");
        await Fill(cluster, counts[0]);
        await Measure(string.Create(CultureInfo.InvariantCulture, $"at {counts[0]:N0} sessions again"));

        return new Part("Refreshes as sessions gather in PostgreSQL", [.. perSecond, .. p99], [new Goal(perSecond[counts.Count - 1].Over(perSecond[0]), 0.9)]);

        async Task Measure(string size)
        {
            Console.WriteLine($"growth: {size}");
            var results = new List<LoadResult>();
            for (var round = 0; round < rounds; round++)
                results.Add(await Refresh(duration));
            perSecond.Add(new Series($"refresh {size}", "/s", [.. results.Select(result => result.PerSecond)]));
            p99.Add(new Series($"refresh {size}, p99", "ms", [.. results.Select(result => result.P99)]));
        }

        async Task<LoadResult> Refresh(TimeSpan time) => await Wrk.Rotate(
            new Uri(host.Address, Api.SimpleJwtRefresh.Path), Api.SimpleJwtRefresh, await SessionPool.Create(account, 2 * Connections), Connections, time);
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
