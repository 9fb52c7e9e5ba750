using System.CommandLine;
using TokenGrains.Bench.Http;
using TokenGrains.Bench.Services;

namespace TokenGrains.Bench.Edge;

/// <summary>What the protection of an endpoint costs: the protected samples against the same JSON from an endpoint of the same host that asks for nothing.</summary>
internal static class EdgeBench
{
    private const int Connections = 32;

    public static Command Command { get; } = Settings.Repeating("edge", "Protected endpoints against a plain one of the same host.", async (rounds, duration) =>
    {
        foreach (var series in await Run(rounds, duration))
            Console.WriteLine(series);
    });

    /// <returns>Requests per second of each endpoint, then their ratios to the plain one.</returns>
    public static async Task<IReadOnlyList<Series>> Run(int rounds, TimeSpan duration)
    {
        using var folder = new TemporaryFolder();
        await using var host = await ServiceProcess.StartHost(folder.Path, withPlainEndpoint: true, "--SimpleJwt:ACCESS_TOKEN_LIFETIME=01:00:00");
        using var http = new HttpClient { BaseAddress = host.Address };
        var account = await Account.Register(http);
        var (bearer, opaque) = ($"Authorization: {(await account.SignIn()).Bearer}", $"Authorization: Token {await account.OpaqueToken()}");

        (string Path, string[] Headers)[] endpoints =
            [("/plain/", []), ("/hello-jwt/", [bearer]), ("/hello-jwt-stateless/", [bearer]), ("/hello/", [opaque])];
        var measured = endpoints.Select(_ => new List<double>()).ToArray();
        // The first round warms up: compiled code, known tokens.
        for (var round = 0; round <= rounds; round++)
        {
            for (var i = 0; i < endpoints.Length; i++)
            {
                var result = await Wrk.Get(new Uri(host.Address, endpoints[i].Path), Connections, duration, endpoints[i].Headers);
                if (round > 0)
                    measured[i].Add(result.PerSecond);
            }
        }

        Series[] series = [.. endpoints.Select((endpoint, i) => new Series(endpoint.Path, "/s", measured[i]))];
        return [.. series, .. series[1..].Select(endpoint => endpoint.Over(series[0]))];
    }
}
