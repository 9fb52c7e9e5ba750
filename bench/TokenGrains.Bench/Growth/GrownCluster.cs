using TokenGrains.Bench.Contest;
using TokenGrains.Bench.Http;
using TokenGrains.Bench.Services;

namespace TokenGrains.Bench.Growth;

/// <summary>A silo and a host around a PostgreSQL of their own, which holds so many sessions.</summary>
internal sealed class GrownCluster : IAsyncDisposable
{
    private const int Connections = 32;
    private const int WarmUps = 4;

    private readonly Cluster _cluster;
    private readonly HttpClient _http;
    private Account? _account;

    private GrownCluster(Cluster cluster) => (_cluster, _http) = (cluster, new HttpClient { BaseAddress = cluster.Hosts[0].Address });

    /// <param name="sessions">How many.</param>
    /// <param name="duration">How long one of the runs is that warm it up.</param>
    public static async Task<GrownCluster> Start(int sessions, TimeSpan duration)
    {
        Console.WriteLine($"growth: {sessions:N0} sessions");
        var grown = new GrownCluster(await Cluster.Start(silos: 1, hosts: 1, Hashing.Cheap));
        try
        {
            // What is not compiled anew yet would be held against this size.
            for (var i = 0; i < WarmUps; i++)
                await grown.Refresh(duration);
            await grown.Fill(sessions);
            return grown;
        }
        catch
        {
            await grown.DisposeAsync();
            throw;
        }
    }

    public async Task<LoadResult> Refresh(TimeSpan duration)
    {
        _account ??= await Account.Register(_http);
        var sessions = await SessionPool.Create(_account, 2 * Connections);
        return await Wrk.Rotate(new Uri(_http.BaseAddress!, Api.SimpleJwtRefresh.Path), Api.SimpleJwtRefresh, sessions, Connections, duration);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _cluster.DisposeAsync();
    }

    // Copies of a real row under ids that nobody asks for, spread over the index like real ones.
    private async Task Fill(int sessions)
    {
        await _cluster.Query($"""
            INSERT INTO orleansstorage (grainidhash, grainidn0, grainidn1, graintypehash, graintypestring, grainidextensionstring, serviceid, payloadbinary, modifiedon, version, latestend)
            SELECT (random() * 4294967295 - 2147483648)::integer, 0, 0, graintypehash, graintypestring, 's~ballast' || number || '-' || random(), serviceid, payloadbinary, modifiedon, version, latestend
            FROM (SELECT * FROM orleansstorage WHERE graintypestring = 'session' LIMIT 1) AS one,
                generate_series((SELECT count(*) FROM orleansstorage WHERE graintypestring = 'session') + 1, {sessions}) AS number
            """);
        await _cluster.Query("VACUUM ANALYZE orleansstorage");
        await _cluster.Query("CHECKPOINT");
    }
}
