using TokenGrains.Cluster.Tests.Load;
using TokenGrains.Cluster.Tests.Processes;

namespace TokenGrains.Cluster.Tests.Clusters;

/// <summary>
/// Two clusters that do not know of each other on one database: every grain has two activations for good, which Orleans only ever
/// has for a moment. What storage has committed must win over what either of them remembers.
/// </summary>
internal static class SplitBrain
{
    private const int Sessions = 12;

    public static async Task Run(ClusterRoom room, BuiltProgram silo, params string[] settings)
    {
        var one = room.Prepare(silo, ["--Cluster:ClusterId=one", .. settings]);
        var other = room.Prepare(silo, ["--Cluster:ClusterId=other", .. settings]);
        await Task.WhenAll(one.Start(silos: 1, hosts: 1), other.Start(silos: 1, hosts: 1));
        using var here = await room.Trial.Connect(one.Hosts[0]);
        using var there = await room.Trial.Connect(other.Hosts[0]);
        for (var number = 0; number < Sessions; number++)
            await Contradict(room.Trial.Population.Add(room.Trial.Chance), here, there);
    }

    private static async Task Contradict(Account account, TokenClient here, TokenClient there)
    {
        await here.Register(account);
        account.Keep(await here.SignIn(account));
        var session = account.Sessions[^1];

        // Both have it in memory now, and either is given something to write that the other does not see.
        var first = session.Refresh;
        session.Keep(await here.Refresh(account, first));
        await there.Refresh(account, first);
        var second = session.Refresh;
        session.Keep(await here.Refresh(account, second));
        // The conflict itself is answered with 503: the activation that lost it has to go and read.
        await Insistence.UntilDefinite(() => there.Refresh(account, second));
        await here.Blacklist(account, session.Refresh);
        await Insistence.UntilDefinite(() => there.Refresh(account, session.Refresh));
    }
}
