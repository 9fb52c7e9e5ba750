using System.Collections.Concurrent;
using System.Diagnostics;
using TokenGrains.Bench.Http;
using TokenGrains.Bench.Services;

namespace TokenGrains.Bench.Contest;

/// <summary>One contestant, once: everything it can do, one thing after the other.</summary>
internal sealed class Trial(Contestant contestant, IReadOnlyList<ServiceProcess> processes, TimeSpan duration) : IDisposable
{
    private const int Connections = 32;
    private const int HashingClients = 16;

    private readonly ApiClient _client = new(contestant.Api, processes[0].Address);
    private int _names;

    /// <returns>What was measured, by operation.</returns>
    public async Task<IReadOnlyList<Outcome>> Run()
    {
        var owner = await NewAccount();
        var (api, access) = (contestant.Api, (await _client.SignIn(owner)).Access);
        List<Outcome> outcomes =
        [
            await Measure("register", time => Repeat(NewAccount, time)),
            await Measure("sign-in", time => Repeat(() => _client.SignIn(owner), time)),
            await Measure("refresh", time => Refresh(owner, time)),
            await Measure("GET, access token", time => Get(api.Greeting, time, $"Authorization: Bearer {access}")),
        ];
        if (api.OpaqueSignIn is not null)
        {
            var token = await _client.OpaqueSignIn(owner);
            outcomes.Add(await Measure("GET, opaque token", time => Get(api.OpaqueGreeting, time, $"Authorization: Token {token}")));
        }

        if (processes[0].HasPlainEndpoint)
            outcomes.Add(await Measure("GET, plain", time => Get("/plain/", time)));
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
    private async Task<LoadResult> Refresh(string owner, TimeSpan time)
    {
        var tokens = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(Enumerable.Range(0, 2 * Connections), async (_, _) => tokens.Add((await _client.SignIn(owner)).Refresh));
        return await Wrk.Rotate(new Uri(processes[0].Address, contestant.Api.Refresh.Path), contestant.Api.Refresh, tokens, Connections, time);
    }

    private Task<LoadResult> Get(string path, TimeSpan time, params string[] headers) =>
        Wrk.Get(new Uri(processes[0].Address, path), Connections, time, headers);

    // What costs a password hash: beside that, a generator in this process is for nothing.
    private static async Task<LoadResult> Repeat(Func<Task> act, TimeSpan time)
    {
        var started = Stopwatch.GetTimestamp();
        var latencies = await Task.WhenAll(Enumerable.Range(0, HashingClients).Select(async _ =>
        {
            var own = new List<double>();
            while (Stopwatch.GetElapsedTime(started) < time)
            {
                var begun = Stopwatch.GetTimestamp();
                await act();
                own.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            }

            return own;
        }));
        return LoadResult.Of([.. latencies.SelectMany(own => own)], Stopwatch.GetElapsedTime(started));
    }

    private async Task<Outcome> Measure(string operation, Func<TimeSpan, Task<LoadResult>> run)
    {
        // As long as it is measured: until the hot paths are compiled anew, a refresh costs four times as much.
        await run(duration);
        var before = ProcessorTime();
        var result = await run(duration);
        return new Outcome(operation, result, (ProcessorTime() - before).TotalMicroseconds / result.Count);
    }

    private TimeSpan ProcessorTime() => processes.Aggregate(TimeSpan.Zero, static (sum, process) => sum + process.ProcessorTime);
}

/// <summary>One operation of one contestant in one round. Processor time of its own processes, in microseconds an operation: without the database and without workers.</summary>
internal sealed record Outcome(string Operation, LoadResult Load, double ProcessorTime);
