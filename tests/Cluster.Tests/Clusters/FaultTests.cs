using System.Net;
using TokenGrains.Cluster.Tests.Load;
using TokenGrains.Cluster.Tests.Processes;
using Xunit.Abstractions;

namespace TokenGrains.Cluster.Tests.Clusters;

/// <summary>
/// Three silos, two hosts, PostgreSQL, load, and one fault after the other; then everything stops, comes back on other ports, and
/// is asked about all that was acknowledged. <c>TOKENGRAINS_FAULT_ROUNDS</c> sets how often each fault is done (1),
/// <c>TOKENGRAINS_KILL_SEED</c> what is drawn by chance (1).
/// </summary>
public sealed class FaultTests(ITestOutputHelper test)
{
    private const int Silos = 3;
    private const int Hosts = 2;
    private const int Between = 150;

    private static readonly TimeSpan NoticeWithoutFault = TimeSpan.FromSeconds(1);

    private static readonly int Rounds = (int)TestSettings.Read("TOKENGRAINS_FAULT_ROUNDS", 1);
    private static readonly ulong Seed = TestSettings.Read("TOKENGRAINS_KILL_SEED", 1);

    [ClusterFact]
    public Task SIGKILL_of_silos_loses_nothing() => Run(async (room, cluster, client, failover) =>
    {
        // The first in the list holds what the oldest do, the last what has just been moved.
        foreach (var victim in new[] { cluster.Silos[0], cluster.Silos[^1] })
        {
            var killing = cluster.Kill(victim);
            test.WriteLine($"A silo was killed: all answered again after {await failover.Measure(client)}.");
            await killing;
            await cluster.StartSilo();
            await room.Trial.Progress(Between);
        }
    });

    [ClusterFact]
    public async Task A_feed_shard_whose_silo_is_killed_or_stands_still_loses_no_entry()
    {
        await using var room = await ClusterRoom.Open(test, Seed);
        await using var feed = await FeedFaults.Start(room);
        await feed.End();
        room.AssertNoViolation(NoticeWithoutFault);
        for (var round = 0; round < Rounds; round++)
        {
            await feed.EndAndKill();
            await feed.EndAndFreeze();
        }

        await feed.AskAll();
        room.AssertNoViolation();
    }

    [ClusterFact]
    public Task Storage_that_restarts_or_drops_its_connections_loses_nothing() => Run(async (room, cluster, client, failover) =>
    {
        await room.Server.StopImmediatelyAsync();
        var away = await client.SignIn(room.Trial.Population.From(0)[0]);
        Assert.Equal(503, away.Status);
        await Readiness.Until(cluster.Hosts[0], HttpStatusCode.ServiceUnavailable);
        await room.Server.StartAgainAsync();
        test.WriteLine($"PostgreSQL was restarted: all answered again after {await failover.Measure(client)}.");
        await Readiness.Until(cluster.Hosts[0], HttpStatusCode.OK);
        await room.Trial.Progress(Between);

        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        for (var time = 0; time < 25; time++)
        {
            await room.Server.TerminateBackendsAsync(room.Database);
            await timer.WaitForNextTickAsync();
        }

        test.WriteLine($"Connections were dropped for 5 s: all answered again after {await failover.Measure(client)}.");
        await room.Trial.Progress(Between);
    });

    [ClusterFact]
    public Task A_silo_that_stood_still_comes_back_to_no_harm() => Run(async (room, cluster, client, failover) =>
    {
        var frozen = cluster.Silos[^1];
        frozen.Freeze();
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(15));
        test.WriteLine($"A silo was stopped: all answered again after {await failover.Measure(client)}.");
        await timer.WaitForNextTickAsync();
        frozen.Continue();

        // It learns that it was declared dead, and ends.
        Assert.NotEqual(0, await frozen.UntilExit());
        cluster.Forget(frozen);
        await cluster.StartSilo();
        await room.Trial.Progress(Between);
    });

    [ClusterFact]
    public async Task A_rolling_restart_fails_no_request()
    {
        await using var room = await ClusterRoom.Open(test, Seed);
        var cluster = room.Prepare();
        await cluster.Start(Silos, Hosts);
        await room.UnderLoad(cluster, async () =>
        {
            foreach (var silo in cluster.Silos.ToList())
            {
                await cluster.StartSilo();
                await cluster.Stop(silo);
                await room.Trial.Progress(Between);
            }
        });

        Assert.DoesNotContain(room.Trial.History.Entries, entry => entry.Status >= 500);
        await Return(room, cluster);
    }

    [ClusterFact]
    public async Task A_host_that_is_killed_takes_nothing_with_it()
    {
        await using var room = await ClusterRoom.Open(test, Seed);
        var cluster = room.Prepare();
        await cluster.Start(silos: 1, Hosts);
        await room.UnderLoad(cluster, async () =>
        {
            await cluster.Kill(cluster.Hosts[^1]);
            await room.Trial.Progress(Between);
        });
        await cluster.StartHost();
        await room.UnderLoad(cluster, () => Task.CompletedTask);
        await Return(room, cluster);
    }

    private async Task Run(Func<ClusterRoom, ClusterProcesses, TokenClient, Failover, Task> faults)
    {
        await using var room = await ClusterRoom.Open(test, Seed);
        var cluster = room.Prepare();
        await cluster.Start(Silos, Hosts);
        var failover = new Failover(room.Trial);
        using (var client = await room.Trial.Connect(cluster.Hosts[0]))
        {
            await failover.Prepare(client);
            for (var round = 0; round < Rounds; round++)
                await room.UnderLoad(cluster, () => faults(room, cluster, client, failover));
        }

        await Return(room, cluster);
    }

    /// <summary>Everything stops and comes back elsewhere, and must know all that it has acknowledged.</summary>
    private static async Task Return(ClusterRoom room, ClusterProcesses cluster)
    {
        await cluster.StopAll();
        room.Trial.NoteDeath();
        await cluster.Start(silos: 2, hosts: 1);
        await room.Examine(cluster);
        room.AssertNoViolation();
    }
}
