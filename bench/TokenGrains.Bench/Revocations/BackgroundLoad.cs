using TokenGrains.Bench.Services;

namespace TokenGrains.Bench.Revocations;

/// <summary>Sessions that are refreshed and used at a steady pace, far from saturation: a busy service, not a drowning one.</summary>
internal sealed class BackgroundLoad(IReadOnlyList<ServiceProcess> hosts) : IDisposable
{
    private const int Clients = 16;
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);

    private readonly HttpClient[] _hosts = [.. hosts.Select(host => new HttpClient { BaseAddress = host.Address })];
    private readonly CancellationTokenSource _stop = new();
    private Task<int>[] _clients = [];

    public async Task Start()
    {
        var accounts = await Task.WhenAll(Enumerable.Range(0, Clients).Select(client => Account.Register(_hosts[client % _hosts.Length])));
        var sessions = await Task.WhenAll(accounts.Select(account => account.SignIn()));
        _clients = [.. sessions.Select((session, client) => Use(_hosts[client % _hosts.Length], session))];
    }

    /// <returns>How many requests were made; each was answered as it should be.</returns>
    public async Task<int> Stop()
    {
        await _stop.CancelAsync();
        return (await Task.WhenAll(_clients)).Sum();
    }

    public void Dispose() => _stop.Dispose();

    private async Task<int> Use(HttpClient host, TokenPair session)
    {
        var requests = 0;
        using var pace = new PeriodicTimer(Pace);
        while (!_stop.IsCancellationRequested)
        {
            session = await session.Refresh(host);
            using var greeting = new HttpRequestMessage(HttpMethod.Get, "/hello-jwt/") { Headers = { Authorization = session.Bearer } };
            using var greeted = await host.SendAsync(greeting);
            greeted.EnsureSuccessStatusCode();
            requests += 2;
            await pace.WaitForNextTickAsync();
        }

        return requests;
    }
}
