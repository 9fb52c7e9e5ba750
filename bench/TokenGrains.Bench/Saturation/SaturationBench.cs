using System.CommandLine;
using System.Diagnostics;
using TokenGrains.Bench.Contest;
using TokenGrains.Bench.Http;
using TokenGrains.Bench.Services;

namespace TokenGrains.Bench.Saturation;

/// <summary>What refreshes wait while sign-ins hash passwords on every core.</summary>
internal static class SaturationBench
{
    private const int Connections = 8;
    private const int SignIns = 16;

    public static Command Command { get; } = Settings.Repeating("saturation", "The 99th percentile of refreshes, alone and while sign-ins saturate the machine.", async (rounds, duration) =>
        (await Run(rounds, duration)).Print());

    /// <returns>Both percentiles, and how many sign-ins there were beside.</returns>
    public static async Task<Part> Run(int rounds, TimeSpan duration)
    {
        await using var cluster = await Cluster.Start(silos: 1, hosts: 1);
        var host = cluster.Hosts[0];
        using var http = new HttpClient { BaseAddress = host.Address };
        var account = await Account.Register(http);
        await Refresh();
        await Refresh();

        var (alone, beside, signIns) = (new List<double>(), new List<double>(), new List<double>());
        var signedIn = 0;
        for (var round = 0; round < rounds; round++)
        {
            alone.Add((await Refresh()).P99);
            signedIn = 0;
            var started = Stopwatch.GetTimestamp();
            using var stop = new CancellationTokenSource();
            var signingIn = Task.WhenAll(Enumerable.Range(0, SignIns).Select(_ => SignIn(stop.Token)));
            beside.Add((await Refresh()).P99);
            await stop.CancelAsync();
            await signingIn;
            signIns.Add(signedIn / Stopwatch.GetElapsedTime(started).TotalSeconds);
        }

        var (aloneSeries, besideSeries) = (new Series("p99 of refreshes alone", "ms", alone), new Series("p99 of refreshes beside sign-ins", "ms", beside));
        return new Part(
            "Refreshes while sign-ins hash passwords on every core",
            [aloneSeries, besideSeries, new Series("sign-ins meanwhile", "/s", signIns)],
            [new Goal(besideSeries.Over(aloneSeries), 3, IsMaximum: true)]);

        async Task SignIn(CancellationToken stopped)
        {
            while (!stopped.IsCancellationRequested)
            {
                await account.SignIn();
                Interlocked.Increment(ref signedIn);
            }
        }

        async Task<LoadResult> Refresh() => await Wrk.Rotate(
            new Uri(host.Address, Api.SimpleJwtRefresh.Path), Api.SimpleJwtRefresh, await SessionPool.Create(account, 2 * Connections), Connections, duration);
    }
}
