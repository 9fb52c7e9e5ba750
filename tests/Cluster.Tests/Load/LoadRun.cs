namespace TokenGrains.Cluster.Tests.Load;

/// <summary>Some workers at once, each with a share of the accounts there are.</summary>
internal sealed class LoadRun : IAsyncDisposable
{
    private const int Workers = 8;
    private const int MostSteps = 20_000;
    private const int MostInheritedAccounts = 200;

    private readonly CancellationTokenSource _stop = new();
    private readonly Task _work;

    private LoadRun(Func<CancellationToken, Task> work) => _work = work(_stop.Token);

    public static LoadRun Start(IReadOnlyList<TokenClient> clients, Population population, Chance chance)
    {
        var living = population.From(0).Where(account => account is { Exists: true, IsClosed: false }).TakeLast(MostInheritedAccounts).ToList();
        var workers = Enumerable.Range(0, Workers)
            .Select(number => new Worker(clients[number % clients.Count], population, [.. living.Where((_, index) => index % Workers == number)], chance.Branch()))
            .ToList();
        return new LoadRun(stop => Task.WhenAll(workers.Select(worker => worker.Work(MostSteps, stop))));
    }

    /// <summary>Begins nothing more; returns when everything that was begun has been answered or given up.</summary>
    public async Task Stop()
    {
        await _stop.CancelAsync();
        await _work;
    }

    /// <summary>Ends when the workers do: because of <see cref="Stop"/>, because the host is gone, or because one has failed.</summary>
    public Task Ended => _work;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }
}
