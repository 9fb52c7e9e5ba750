using TokenGrains.Cluster.Tests.Histories;
using TokenGrains.Cluster.Tests.Processes;
using Xunit.Abstractions;

namespace TokenGrains.Cluster.Tests.Load;

/// <summary>One folder, one history, and hosts that are started, loaded, killed and asked, one after the other.</summary>
internal sealed class Trial(HostFolder folder, ITestOutputHelper test, ulong seed)
{
    private const string StaffName = "root";
    private const string StaffPassword = "the root of all accounts";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>Longer than any restart here takes, so that a lost answer can be asked for again.</summary>
    private static readonly TimeSpan LongestGrace = TimeSpan.FromMinutes(5);

    private readonly Recorder _recorder = new();

    public Chance Chance { get; } = new(seed);

    public Population Population { get; } = new();

    public History History => _recorder.History;

    /// <summary>What every host of a trial is started with: cheap hashing, and access tokens that outlive the trial.</summary>
    public static IEnumerable<string> Settings(TimeSpan? grace = null) =>
    [
        "--Passwords:Argon2MemoryKiB=7168",
        "--Passwords:Argon2Passes=1",
        "--SimpleJwt:ACCESS_TOKEN_LIFETIME=1.00:00:00",
        $"--Sessions:ReuseGracePeriod={grace ?? LongestGrace:hh\\:mm\\:ss}",
        $"--Admin:Username={StaffName}",
        $"--Admin:Password={StaffPassword}",
    ];

    /// <summary>Starts a host, hands it and a client of it over, and sees to it that both are gone afterwards.</summary>
    public async Task WithHost(Func<HostProcess, TokenClient, Task> use, TimeSpan? grace = null)
    {
        await using var host = await HostProcess.Start(folder, test, Settings(grace ?? LongestGrace));
        using var client = await Connect(host, grace);
        await use(host, client);
    }

    /// <summary>A client of the host, with a staff user's rights. A cluster that has just lost a silo may need a moment for it.</summary>
    public async Task<TokenClient> Connect(HostProcess host, TimeSpan? grace = null)
    {
        var client = new TokenClient(host.Address, _recorder, grace ?? LongestGrace);
        await client.SignInStaff(StaffName, StaffPassword).WaitAsync(Patience);
        return client;
    }

    /// <summary>Ends when so many more requests have been acknowledged.</summary>
    public Task Progress(int acknowledged) => _recorder.UntilAcknowledged(acknowledged).WaitAsync(Patience);

    /// <summary>All processes are gone, and all requests were given up.</summary>
    public void NoteDeath() => _recorder.NoteDeath();

    /// <summary>The present, on the history's clock.</summary>
    public TimeSpan Now => _recorder.Now;

    /// <summary>Starts workers, and returns in the moment in which so many of their requests have been acknowledged.</summary>
    public Task<LoadRun> Load(TokenClient client, int acknowledged) => Load([client], acknowledged);

    /// <summary>As above, with the workers spread over several hosts.</summary>
    public async Task<LoadRun> Load(IReadOnlyList<TokenClient> clients, int acknowledged)
    {
        var reached = _recorder.UntilAcknowledged(acknowledged);
        var load = LoadRun.Start(clients, Population, Chance.Branch());
        var first = await Task.WhenAny(reached, load.Ended).WaitAsync(Patience);
        if (first == load.Ended)
        {
            await load.Ended;
            throw new InvalidOperationException($"The load ended before {acknowledged} more requests were acknowledged. {Describe()}");
        }

        return load;
    }

    /// <summary>Loads the host, and kills it with so many requests acknowledged and others on their way.</summary>
    public async Task LoadAndKill(HostProcess host, TokenClient client, int acknowledged)
    {
        await using var load = await Load(client, acknowledged);
        var gone = host.Kill();
        await load.Stop().WaitAsync(Patience);
        await gone;
        _recorder.NoteDeath();
    }

    /// <summary>Loads the host, asks it to stop with so many requests acknowledged, and the held ones and others on their way.</summary>
    public async Task<int> LoadAndStop(HostProcess host, TokenClient client, int acknowledged, Gate gate)
    {
        await using var load = await Load(client, acknowledged);
        host.AskToStop();
        await host.UntilWritten("Application is shutting down");
        gate.Open();
        var exitCode = await host.UntilExit();
        await load.Stop().WaitAsync(Patience);
        _recorder.NoteDeath();
        return exitCode;
    }

    /// <summary>Asks the host about everything that is known of the accounts.</summary>
    public Task Examine(TokenClient client, IReadOnlyList<Account> accounts, bool signsIn = true) =>
        new Audit(client, Chance.Branch()).Examine(accounts, signsIn).WaitAsync(Patience);

    /// <summary>Another client of the host, whose requests with a body stop at the gate.</summary>
    public TokenClient ConnectThrough(Gate gate, HostProcess host) => new(host.Address, _recorder, LongestGrace, gate);

    /// <summary>Presents every spent token to a host without a grace period.</summary>
    public Task PresentSpent() => WithHost(
        async (host, client) =>
        {
            await new Audit(client, Chance.Branch()).PresentSpent(Population.From(0)).WaitAsync(Patience);
            Assert.Equal(0, await host.Stop());
        },
        TimeSpan.Zero);

    /// <summary>The figures: in all, and for each deed how often it was acknowledged, refused, and without an answer.</summary>
    public string Describe()
    {
        var history = History;
        var deeds = history.Entries.GroupBy(entry => entry.Deed).OrderBy(deed => deed.Key).Select(deed => $"{deed.Key} {Count(deed)}");
        return $"seed {seed}: {Population.Count} accounts, {history.Deaths.Count} ends of a process under load, {Count(history.Entries)} requests"
            + $" acknowledged/refused/without an answer ({string.Join(", ", deeds)})";
    }

    private static string Count(IEnumerable<Entry> entries)
    {
        var verdicts = entries.CountBy(entry => entry.Verdict).ToDictionary();
        return string.Join('/', Enum.GetValues<Verdict>().Select(verdict => verdicts.GetValueOrDefault(verdict)));
    }
}
