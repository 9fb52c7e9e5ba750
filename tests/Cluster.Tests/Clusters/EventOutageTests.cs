using TokenGrains.Cluster.Tests.Histories;
using Xunit.Abstractions;

namespace TokenGrains.Cluster.Tests.Clusters;

/// <summary>The table of security events hangs, and that of the grain states does not.</summary>
public sealed class EventOutageTests(ITestOutputHelper test)
{
    private const int SignIns = 12;
    private const string Table = "SecurityEvents";

    [ClusterFact]
    public async Task While_events_cannot_be_written_all_else_goes_on()
    {
        await using var room = await ClusterRoom.Open(test);
        var cluster = room.Prepare();
        await cluster.Start(silos: 1, hosts: 1);
        using var client = await room.Trial.Connect(cluster.Hosts[0]);
        var account = room.Trial.Population.Add(room.Trial.Chance);
        account.Keep(await client.Register(account));
        account.Keep(await client.SignIn(account));
        var (stolen, other) = (account.Sessions[0].Refresh, account.Sessions[1]);
        for (var time = 0; time < 2; time++)
            account.Sessions[0].Keep(await client.Refresh(account, account.Sessions[0].Refresh));
        var stored = await CountEvents(room);

        await using (await room.Server.LockAsync(room.Database, Table))
        {
            var begin = room.Trial.Now;
            var signIns = await Task.WhenAll(Enumerable.Range(0, SignIns).Select(_ => client.SignIn(account)));
            Assert.All(signIns, answer => Assert.Equal(Verdict.Ok, answer.Verdict));
            Assert.Equal(401, (await client.Refresh(account, stolen)).Status);
            Assert.Equal(Verdict.Ok, (await client.Blacklist(account, other.Refresh)).Verdict);
            Assert.Equal(Verdict.Ok, (await client.EndSessions(account)).Verdict);
            test.WriteLine($"{SignIns} sign-ins at once, a reuse, a blacklisting and an end of all sessions took {room.Trial.Now - begin}.");
        }

        // Storage is known to be back when an event has come through, and from then on each is there with its answer.
        for (var before = await CountEvents(room); await CountEvents(room) == before;)
            await client.SignIn(account);
        var after = await CountEvents(room);
        Assert.True(after > stored);
        await client.SignIn(account);
        Assert.True(await CountEvents(room) > after);
        await room.Examine(cluster);
        room.AssertNoViolation();
    }

    private static async Task<long> CountEvents(ClusterRoom room) => (long)(await room.Server.ExecuteAsync(room.Database, $"SELECT count(*) FROM {Table}"))!;
}
