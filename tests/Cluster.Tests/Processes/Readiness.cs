using System.Net;

namespace TokenGrains.Cluster.Tests.Processes;

/// <summary>What a host says of itself to a load balancer.</summary>
internal static class Readiness
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>Asks until the answer is the wanted one.</summary>
    public static async Task Until(HostProcess host, HttpStatusCode wanted)
    {
        using var http = new HttpClient { BaseAddress = host.Address };
        using var limit = new CancellationTokenSource(Patience);
        while (await Ask(http, limit.Token) != wanted)
            await Task.Delay(TimeSpan.FromMilliseconds(50), limit.Token);
    }

    public static async Task<HttpStatusCode> Ask(HttpClient http, CancellationToken cancellationToken = default)
    {
        using var answer = await http.GetAsync("/health/ready", cancellationToken);
        return answer.StatusCode;
    }
}
