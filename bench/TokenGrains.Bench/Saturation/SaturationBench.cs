using System.CommandLine;
using TokenGrains.Bench.Contest;
using TokenGrains.Bench.Http;
using TokenGrains.Bench.Services;

namespace TokenGrains.Bench.Saturation;

/// <summary>What refreshes wait while sign-ins hash passwords on every core.</summary>
internal static class SaturationBench
{
    private const int Connections = 8;
    private const int SignIns = 16;

    public static Command Command { get; } = Settings.Repeating("saturation", "The 99th percentile of refreshes, alone and while sign-ins saturate the machine.", Run);

    private static async Task Run(int rounds, TimeSpan duration)
    {
        await using var cluster = await Cluster.Start(silos: 1, hosts: 1);
        var host = cluster.Hosts[0];
        using var http = new HttpClient { BaseAddress = host.Address };
        var account = await Account.Register(http);
        await Refresh();
        await Refresh();

        var (alone, beside) = (new List<double>(), new List<double>());
        var signedIn = 0;
        for (var round = 0; round < rounds; round++)
        {
            alone.Add((await Refresh()).P99);
            using var stop = new CancellationTokenSource();
            var signIns = Task.WhenAll(Enumerable.Range(0, SignIns).Select(_ => SignIn(stop.Token)));
            beside.Add((await Refresh()).P99);
            await stop.CancelAsync();
            await signIns;
        }

        var (aloneSeries, besideSeries) = (new Series("p99 of refreshes alone", "ms", alone), new Series("p99 of refreshes beside sign-ins", "ms", beside));
        Console.WriteLine(aloneSeries);
        Console.WriteLine(besideSeries);
        Console.WriteLine(besideSeries.Over(aloneSeries));
        Console.WriteLine($"{signedIn} sign-ins in {rounds} rounds of {duration.TotalSeconds} s");

        async Task SignIn(CancellationToken stopped)
        {
            while (!stopped.IsCancellationRequested)
            {
                await account.SignIn();
                Interlocked.Increment(ref signedIn);
            }
        }

        async Task<LoadResult> Refresh() => await Wrk.Rotate(
            new Uri(host.Address, Api.Django.Refresh.Path), Api.Django.Refresh, await SessionPool.Create(account, 2 * Connections), Connections, duration);
    }
}
