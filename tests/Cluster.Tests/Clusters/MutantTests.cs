using TokenGrains.Cluster.Tests.Histories;
using TokenGrains.Cluster.Tests.Processes;
using Xunit.Abstractions;

namespace TokenGrains.Cluster.Tests.Clusters;

/// <summary>The positive controls: silos with one rule broken each, which the checker must catch.</summary>
public sealed class MutantTests(ITestOutputHelper test)
{
    [ClusterFact]
    public async Task Without_the_ETag_check_an_ended_session_lives_on()
    {
        await using var room = await ClusterRoom.Open(test);
        await SplitBrain.Run(room, startTogether: false, BuiltProgram.MutantSilo, "--Mutation=IgnoresETags");
        Assert.Contains(Promise.EndedSessionStaysOver, Broken(room));
    }

    [ClusterFact]
    public async Task With_replies_before_the_write_a_kill_loses_what_was_acknowledged()
    {
        await using var room = await ClusterRoom.Open(test);
        var cluster = room.Prepare(BuiltProgram.MutantSilo, "--Mutation=RepliesBeforeWrite");
        await cluster.Start(silos: 1, hosts: 1);
        await room.UnderLoad(cluster, cluster.KillAll, acknowledgedBefore: 400);
        room.Trial.NoteDeath();
        await cluster.Start(silos: 1, hosts: 1);
        await room.Examine(cluster);
        Assert.NotEmpty(Broken(room));
    }

    [ClusterFact]
    public async Task With_a_cache_of_what_sessions_rest_on_an_ended_session_lives_on()
    {
        await using var room = await ClusterRoom.Open(test);
        var cluster = room.Prepare(BuiltProgram.MutantSilo, "--Mutation=CachesStandings");
        await cluster.Start(silos: 1, hosts: 1);
        using var client = await room.Trial.Connect(cluster.Hosts[0]);
        var account = room.Trial.Population.Add(room.Trial.Chance);
        await client.Register(account);
        account.Keep(await client.SignIn(account));
        var session = account.Sessions[^1];
        session.Keep(await client.Refresh(account, session.Refresh));
        await client.EndSessions(account);
        await client.Refresh(account, session.Refresh);
        Assert.Equal([Promise.EndedSessionStaysOver], Broken(room));
    }

    [ClusterFact]
    public async Task With_a_feed_that_is_not_written_a_kill_loses_its_entries()
    {
        await using var room = await ClusterRoom.Open(test);
        await using var feed = await FeedFaults.Start(room, BuiltProgram.MutantSilo, "--Mutation=KeepsFeedInMemory");
        await feed.EndAndKill();
        await feed.AskAll();
        Assert.Equal([Promise.AccessTokenEndsWithItsSession], Broken(room));
    }

    private static HashSet<Promise> Broken(ClusterRoom room) => [.. Checker.Check(room.Trial.History).Select(violation => violation.Promise)];
}
