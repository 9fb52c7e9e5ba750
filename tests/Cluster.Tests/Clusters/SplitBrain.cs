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

    /// <param name="room">Where.</param>
    /// <param name="startTogether">
    /// Whether both may make the first keys, so that storage has to decide. Silos that do not let it must find those of the others: with keys of
    /// their own they would refuse every token, and show nothing.
    /// </param>
    /// <param name="silo">Which silos.</param>
    /// <param name="settings">What they are told beside the usual.</param>
    public static async Task Run(ClusterRoom room, bool startTogether, BuiltProgram silo, params string[] settings)
    {
        var one = room.Prepare(silo, ["--Cluster:ClusterId=one", .. settings]);
        var other = room.Prepare(silo, ["--Cluster:ClusterId=other", .. settings]);
        var starting = one.Start(silos: 1, hosts: 1);
        if (!startTogether)
            await starting;
        await Task.WhenAll(starting, other.Start(silos: 1, hosts: 1));
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
