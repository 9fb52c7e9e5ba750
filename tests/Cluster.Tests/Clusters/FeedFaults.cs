using TokenGrains.Cluster.Tests.Histories;
using TokenGrains.Cluster.Tests.Load;
using TokenGrains.Cluster.Tests.Processes;
using TokenGrains.Revocations;

namespace TokenGrains.Cluster.Tests.Clusters;

/// <summary>
/// Ends sessions in every way there is, and takes away the silo that holds a shard of the revocation feed meanwhile. Judges nothing:
/// each host is asked about each ended token until it refuses it, or has had far longer for that than it may take.
/// </summary>
internal sealed class FeedFaults : IAsyncDisposable
{
    private const int Silos = 3;
    private const int Hosts = 2;
    private const int Accounts = 24;
    private const int AtOnce = 8;
    private const int AcknowledgedBefore = 20;

    private static readonly TimeSpan Patience = 5 * AccountEnds.LongestNotice;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly Trial _trial;
    private readonly ClusterProcesses _cluster;
    private readonly GrainClient _grains;
    private readonly List<TokenClient> _clients;

    private FeedFaults(Trial trial, ClusterProcesses cluster, GrainClient grains, IEnumerable<TokenClient> clients) =>
        (_trial, _cluster, _grains, _clients) = (trial, cluster, grains, [.. clients]);

    public static async Task<FeedFaults> Start(ClusterRoom room, BuiltProgram? silo = null, params IEnumerable<string> settings)
    {
        var cluster = room.Prepare(silo, settings);
        await cluster.Start(Silos, Hosts);
        return new FeedFaults(room.Trial, cluster, await cluster.ConnectToGrains(), await Task.WhenAll(cluster.Hosts.Select(host => room.Trial.Connect(host))));
    }

    /// <summary>Ends the sessions of some new accounts.</summary>
    public async Task End() => await End(await Register());

    /// <summary>The same, with a SIGKILL in the middle of it.</summary>
    public Task EndAndKill() => End(_cluster.Kill, _ => Task.CompletedTask);

    /// <summary>The same, with a silo that stands still until all have ended, and then learns that it was replaced.</summary>
    public Task EndAndFreeze() => End(
        silo =>
        {
            silo.Freeze();
            return Task.CompletedTask;
        },
        async silo =>
        {
            silo.Continue();
            Assert.NotEqual(0, await silo.UntilExit());
            _cluster.Forget(silo);
        });

    /// <summary>Asks every host about every token. One has only just come: what the others remember, it must find in the log.</summary>
    public async Task AskAll()
    {
        // These have not ended.
        await Register();
        _clients.Add(await _trial.Connect(await _cluster.StartHost()));
        await ForEach(_trial.Population.From(0), async account =>
        {
            foreach (var session in account.Sessions)
                await Task.WhenAll(_clients.Select(client => Insistence.UntilDefinite(() => client.CallWithAccess(account, session.Access))));
        });
    }

    public async ValueTask DisposeAsync()
    {
        _clients.ForEach(client => client.Dispose());
        await _grains.DisposeAsync();
    }

    private async Task<IReadOnlyList<Account>> Register()
    {
        var accounts = Enumerable.Range(0, Accounts).Select(_ => _trial.Population.Add(_trial.Chance)).ToList();
        await ForEach(accounts, async account =>
        {
            account.Keep(await _clients[0].Register(account));
            account.Keep(await _clients[0].SignIn(account));
        });
        return accounts;
    }

    private async Task End(Func<HostProcess, Task> begin, Func<HostProcess, Task> end)
    {
        var accounts = await Register();
        var shard = _trial.Chance.Below(RevocationShards.Count);
        var silo = _cluster.FindSilo(await _grains.FindSilo(_grains.Grains.RevocationFeed(shard)));
        var some = _trial.Progress(AcknowledgedBefore);
        var ending = End(accounts);
        await some;
        await begin(silo);
        await ending;
        await end(silo);
        await _cluster.StartSilo();
    }

    private Task End(IReadOnlyList<Account> accounts)
    {
        var work = accounts.Select((account, index) => (account, Client: _clients[index % _clients.Count], Deactivates: index / _clients.Count % 2 == 0));
        return ForEach(work, async item =>
        {
            var (account, client, deactivates) = item;
            await Insistence.UntilDefinite(() => client.Blacklist(account, account.Sessions[0].Refresh));
            await UntilRefused(account, account.Sessions[0].Access);
            await Insistence.UntilDefinite(() => deactivates ? client.Deactivate(account) : client.EndSessions(account));
            await UntilRefused(account, account.Sessions[1].Access);
        });
    }

    private Task UntilRefused(Account account, string access)
    {
        var end = _trial.Now + Patience;
        return Task.WhenAll(_clients.Select(async client =>
        {
            while ((await client.CallWithAccess(account, access)).Verdict is not Verdict.Refused && _trial.Now < end)
                await Task.Delay(Pause);
        }));
    }

    private static Task ForEach<T>(IEnumerable<T> items, Func<T, Task> act) =>
        Parallel.ForEachAsync(items, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (item, _) => await act(item));
}
