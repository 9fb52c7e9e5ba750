using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using TokenGrains.Bench.Http;
using TokenGrains.Bench.Services;

namespace TokenGrains.Bench.Contest;

/// <summary>One contestant, once: everything it can do, in turns.</summary>
internal sealed class Trial(Contestant contestant, Surroundings room, IReadOnlyList<ServiceProcess> processes, TimeSpan duration) : IDisposable
{
    public const int Connections = 32;
    private const int HashingClients = 16;
    private const int Portion = 128;
    private const int RefreshWarmUps = 3;
    private const int HashingWarmUps = 3;
    private const int ManyTurns = 2;

    // As short as wrk can be told: what the machine's other guests take in one turn, they take in the next one, too.
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(1);

    private readonly ApiClient _client = new(contestant.Api, processes[0].Address);
    private int _accounts;
    private int _turns;

    /// <summary>What costs a password hash.</summary>
    public async Task<IReadOnlyList<Outcome>> WithPasswords()
    {
        return await Measure([Hashing("register", NewAccount), Hashing("sign-in", SignInNext)], contestant.PasswordLimits);

        // One client warms it up: if hashing had all cores, compiling would take many times as long.
        Operation Hashing(string name, Func<Task> act) => new(name, () => Repeat(act, Turn, HashingClients)) { WarmUp = () => Repeat(act, HashingWarmUps * duration, clients: 1) };

        // Each account in its turn: those of one account may have to wait for each other.
        Task SignInNext() => _client.SignIn(NameOf(Interlocked.Increment(ref _turns) % _accounts + 1));
    }

    /// <summary>What costs none. It is to be hashed cheaply here: logging out takes more sessions than can be had otherwise.</summary>
    public async Task<IReadOnlyList<Outcome>> WithTokens(int accounts)
    {
        var owner = await NewAccount();
        var (api, access) = (contestant.Api, (await _client.SignIn(owner)).Access);
        List<Operation> operations = [];
        if (api.Refresh is { } refresh)
        {
            operations.Add(new("refresh", () => Refresh(refresh, owner, Turn)) { WarmUp = () => WarmUp(refresh) });
            operations.Add(new("GET, access token", () => Get(api.Greeting, $"Authorization: Bearer {access}")));
        }

        if (api.OpaqueSignIn is not null)
        {
            var token = await _client.OpaqueSignIn(owner);
            operations.Add(new("GET, opaque token", () => Get(api.OpaqueGreeting, $"Authorization: {api.OpaqueScheme} {token}")));
        }

        if (processes[0].HasPlainEndpoint)
            operations.Add(new("GET, plain", () => Get("/plain/")));
        if (api.LogOut is { } logOut)
        {
            var (warmUp, crowd) = (await Crowd.SignIn(_client, NewAccount, accounts / 4), await Crowd.SignIn(_client, NewAccount, accounts));
            operations.Add(Spending("log out", logOut, warmUp.First, crowd.First, crowd.First));
            if (api.RevokeAll is { } revokeAll)
                operations.Add(Spending("revoke all", revokeAll, warmUp.Access, crowd.Access, crowd.Last));
        }

        return await Measure(operations, contestant.TokenLimits);

        // In portions, as below.
        async Task WarmUp(RefreshRequest refresh)
        {
            for (var portion = 0; portion < RefreshWarmUps; portion++)
                await Refresh(refresh, owner, duration);
        }
    }

    public void Dispose() => _client.Dispose();

    private async Task<string> NewAccount()
    {
        var name = NameOf(Interlocked.Increment(ref _accounts));
        await _client.Register(name);
        return name;
    }

    private static string NameOf(int account) => string.Create(CultureInfo.InvariantCulture, $"user{account}");

    // Each run has sessions of its own: what is in flight when it stops is lost with its answers.
    private async Task<LoadResult> Refresh(RefreshRequest refresh, string owner, TimeSpan time)
    {
        var tokens = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(Enumerable.Range(0, 2 * Connections), async (_, _) => tokens.Add((await _client.SignIn(owner)).Session));
        return await Wrk.Rotate(new Uri(processes[0].Address, refresh.Path), refresh, tokens, Connections, time);
    }

    private Task<LoadResult> Get(string path, params string[] headers) =>
        Wrk.Get(new Uri(processes[0].Address, path), Connections, Turn, headers);

    // What costs a password hash: beside that, a generator in this process is for nothing.
    private static async Task<LoadResult> Repeat(Func<Task> act, TimeSpan time, int clients)
    {
        var started = Stopwatch.GetTimestamp();
        var latencies = await Task.WhenAll(Enumerable.Range(0, clients).Select(async _ =>
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

    private Operation Spending(
        string name, TokenRequest request, IReadOnlyCollection<string> warmUp, IReadOnlyCollection<string> tokens, IReadOnlyCollection<string> ended)
    {
        return new Operation(name, () => Send(tokens)) { WarmUp = WarmUp, Ended = ended, IsOnce = true };

        // In portions: code that is often run is compiled anew in the pauses.
        async Task WarmUp()
        {
            foreach (var portion in warmUp.Chunk(Portion))
                await Send(portion);
        }

        Task<LoadResult> Send(IReadOnlyCollection<string> some) => Wrk.Spend(processes[0].Address, request, some, Connections);
    }

    // All are warmed up before any is measured: until the hot paths are compiled anew, which takes half a core for some ten seconds, a refresh
    // costs four times as much, and what came last would have the best of it. Then each has its turn, again and again, and more often where
    // there are limits: in one second the machine's other guests can take more than lies between what was reached and what was wanted.
    private async Task<IReadOnlyList<Outcome>> Measure(IEnumerable<Operation> asked, IReadOnlyList<Limit> limits)
    {
        List<Operation> operations = [.. asked, .. limits.Select(limit => new Operation(limit.Name, () => limit.Run(room, Turn)) { IsLimit = true })];
        foreach (var operation in operations)
            await operation.WarmUp();

        var measured = operations.Select(_ => new List<LoadResult>()).ToList();
        var used = new TimeSpan[operations.Count];
        for (var left = (limits.Count > 0 ? ManyTurns : 1) * (int)Math.Ceiling(duration / Turn); left > 0; left--)
        {
            foreach (var (index, operation) in operations.Index().Where(one => !one.Item.IsOnce || left == 1))
            {
                var before = ProcessorTime();
                measured[index].Add(await operation.Run());
                used[index] += ProcessorTime() - before;
                await Check(operation.Ended);
            }
        }

        return [.. operations.Select((operation, index) =>
        {
            var load = LoadResult.Of(measured[index]);
            return new Outcome(operation.Name, load, operation.IsLimit ? double.NaN : used[index].TotalMicroseconds / load.Count, operation.IsLimit);
        })];
    }

    // That the end of a session was acknowledged is not enough.
    private async Task Check(IEnumerable<string> ended)
    {
        foreach (var token in ended.Take(Connections))
        {
            if (!await _client.IsRefused(token))
                throw new InvalidOperationException("A session lived on after its end: the run is void.");
        }
    }

    private TimeSpan ProcessorTime() => processes.Aggregate(TimeSpan.Zero, static (sum, process) => sum + process.ProcessorTime);

    private sealed record Operation(string Name, Func<Task<LoadResult>> Run)
    {
        public Func<Task> WarmUp { get; init; } = Run;

        /// <summary>Whether it can be done only once.</summary>
        public bool IsOnce { get; init; }

        /// <summary>Whether it asks nothing of the service.</summary>
        public bool IsLimit { get; init; }

        /// <summary>Tokens that must be refused after it.</summary>
        public IReadOnlyCollection<string> Ended { get; init; } = [];
    }
}

/// <summary>One operation of one contestant in one round, or a limit that was measured in turns with them. Processor time of its own processes, in microseconds an operation: without the database and without workers.</summary>
internal sealed record Outcome(string Operation, LoadResult Load, double ProcessorTime, bool IsLimit);
