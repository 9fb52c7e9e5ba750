using System.Collections.Concurrent;
using System.Diagnostics;
using TokenGrains.Bench.Http;
using TokenGrains.Bench.Services;

namespace TokenGrains.Bench.Contest;

/// <summary>One contestant, once: everything it can do, one thing after the other.</summary>
internal sealed class Trial(Contestant contestant, IReadOnlyList<ServiceProcess> processes, TimeSpan duration) : IDisposable
{
    public const int Connections = 32;
    private const int HashingClients = 16;
    private const int Portion = 128;

    private readonly ApiClient _client = new(contestant.Api, processes[0].Address);
    private int _names;

    /// <summary>What costs a password hash.</summary>
    public async Task<IReadOnlyList<Outcome>> WithPasswords()
    {
        var owner = await NewAccount();
        return
        [
            await Measure("register", () => Repeat(NewAccount)),
            await Measure("sign-in", () => Repeat(() => _client.SignIn(owner))),
        ];
    }

    /// <summary>What costs none. It is to be hashed cheaply here: logging out takes more sessions than can be had otherwise.</summary>
    public async Task<IReadOnlyList<Outcome>> WithTokens(int accounts)
    {
        var owner = await NewAccount();
        var (api, access) = (contestant.Api, (await _client.SignIn(owner)).Access);
        List<Outcome> outcomes =
        [
            await Measure("refresh", () => Refresh(owner)),
            await Measure("GET, access token", () => Get(api.Greeting, $"Authorization: Bearer {access}")),
        ];
        if (api.OpaqueSignIn is not null)
        {
            var token = await _client.OpaqueSignIn(owner);
            outcomes.Add(await Measure("GET, opaque token", () => Get(api.OpaqueGreeting, $"Authorization: Token {token}")));
        }

        if (processes[0].HasPlainEndpoint)
            outcomes.Add(await Measure("GET, plain", () => Get("/plain/")));
        if (api.LogOut is { } logOut)
        {
            var (warmUp, crowd) = (await Crowd.SignIn(_client, NewAccount, accounts), await Crowd.SignIn(_client, NewAccount, accounts));
            outcomes.Add(await Spend("log out", logOut, warmUp.First, crowd.First));
            await Check(crowd.First);
            if (api.RevokeAll is { } revokeAll)
            {
                outcomes.Add(await Spend("revoke all", revokeAll, warmUp.Access, crowd.Access));
                await Check(crowd.Last);
            }
        }

        return outcomes;
    }

    public void Dispose() => _client.Dispose();

    private async Task<string> NewAccount()
    {
        var name = $"user{Interlocked.Increment(ref _names)}";
        await _client.Register(name);
        return name;
    }

    // Each run has sessions of its own: what is in flight when it stops is lost with its answers.
    private async Task<LoadResult> Refresh(string owner)
    {
        var tokens = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(Enumerable.Range(0, 2 * Connections), async (_, _) => tokens.Add((await _client.SignIn(owner)).Refresh));
        return await Wrk.Rotate(new Uri(processes[0].Address, contestant.Api.Refresh.Path), contestant.Api.Refresh, tokens, Connections, duration);
    }

    private Task<LoadResult> Get(string path, params string[] headers) =>
        Wrk.Get(new Uri(processes[0].Address, path), Connections, duration, headers);

    // What costs a password hash: beside that, a generator in this process is for nothing.
    private async Task<LoadResult> Repeat(Func<Task> act)
    {
        var started = Stopwatch.GetTimestamp();
        var latencies = await Task.WhenAll(Enumerable.Range(0, HashingClients).Select(async _ =>
        {
            var own = new List<double>();
            while (Stopwatch.GetElapsedTime(started) < duration)
            {
                var begun = Stopwatch.GetTimestamp();
                await act();
                own.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            }

            return own;
        }));
        return LoadResult.Of([.. latencies.SelectMany(own => own)], Stopwatch.GetElapsedTime(started));
    }

    // As long as it is measured: until the hot paths are compiled anew, a refresh costs four times as much.
    private Task<Outcome> Measure(string operation, Func<Task<LoadResult>> run) => Measure(operation, run, run);

    private Task<Outcome> Spend(string operation, TokenRequest request, IReadOnlyCollection<string> warmUp, IReadOnlyCollection<string> tokens)
    {
        return Measure(operation, WarmUp, () => Send(tokens));

        // In portions: code that is often run is compiled anew in the pauses.
        async Task WarmUp()
        {
            foreach (var portion in warmUp.Chunk(Portion))
                await Send(portion);
        }

        Task<LoadResult> Send(IReadOnlyCollection<string> some) => Wrk.Spend(processes[0].Address, request, some, Connections);
    }

    private async Task<Outcome> Measure(string operation, Func<Task> warmUp, Func<Task<LoadResult>> run)
    {
        await warmUp();
        var before = ProcessorTime();
        var result = await run();
        return new Outcome(operation, result, (ProcessorTime() - before).TotalMicroseconds / result.Count);
    }

    // That it was acknowledged is not enough.
    private async Task Check(IEnumerable<string> ended)
    {
        foreach (var token in ended.Take(Connections))
        {
            if (!await _client.IsRefused(token))
                throw new InvalidOperationException("A session was refreshed after its end: the run is void.");
        }
    }

    private TimeSpan ProcessorTime() => processes.Aggregate(TimeSpan.Zero, static (sum, process) => sum + process.ProcessorTime);
}

/// <summary>One operation of one contestant in one round. Processor time of its own processes, in microseconds an operation: without the database and without workers.</summary>
internal sealed record Outcome(string Operation, LoadResult Load, double ProcessorTime);
