using TokenGrains.Cluster.Tests.Processes;
using Xunit.Abstractions;

namespace TokenGrains.Cluster.Tests.Clusters;

/// <summary>How a cluster begins, and begins again.</summary>
public sealed class ClusterTests(ITestOutputHelper test)
{
    private const int NotConfigured = 78;

    [ClusterFact]
    public async Task A_cluster_that_was_killed_whole_comes_back_on_other_addresses()
    {
        await using var room = await ClusterRoom.Open(test);
        var cluster = room.Prepare();
        await cluster.Start(silos: 3, hosts: 2);
        await room.UnderLoad(cluster, cluster.KillAll);
        room.Trial.NoteDeath();

        var begin = room.Trial.Now;
        await cluster.Start(silos: 3, hosts: 1);
        test.WriteLine($"Killed whole, ready again on other ports after {room.Trial.Now - begin}.");
        await room.Examine(cluster);
        room.AssertNoViolation();
    }

    [ClusterFact]
    public async Task Hosts_with_a_silo_inside_share_their_accounts()
    {
        await using var room = await ClusterRoom.Open(test);
        var cluster = room.Prepare();
        await cluster.StartCoHost();
        await cluster.StartCoHost();
        await room.UnderLoad(cluster, () => room.Trial.Progress(200));
        await cluster.Stop(cluster.Hosts[0]);
        await room.Examine(cluster);
        room.AssertNoViolation();
    }

    [ClusterFact]
    public async Task A_host_waits_for_silos_that_come_later()
    {
        await using var room = await ClusterRoom.Open(test);
        var cluster = room.Prepare();
        var starting = cluster.StartHost();
        await Task.WhenAll(starting, cluster.StartSilo());
        await room.UnderLoad(cluster, () => Task.CompletedTask);
        room.AssertNoViolation();
    }

    [ClusterFact]
    public async Task An_activation_that_is_out_of_date_cannot_write()
    {
        await using var room = await ClusterRoom.Open(test);
        await SplitBrain.Run(room, startTogether: true, BuiltProgram.Silo);
        room.AssertNoViolation();
        Assert.Contains(room.Trial.History.Entries, entry => entry.Status is 503);
    }

    [Theory]
    [InlineData("--Storage:Provider=Sqlite", "Storage:Provider must be PostgreSql or AdoNet")]
    [InlineData("--Cluster:Address=0.0.0.0", "Cluster:Address must be one IP address")]
    [InlineData("--Cluster:SiloPort=30000", "Cluster:SiloPort and Cluster:GatewayPort must differ")]
    [InlineData("--Cluster:GatewayPort=99999", "Cluster:GatewayPort")]
    [InlineData("--Cluster:CertificateFile=nowhere.pem", "CertificateFile, CertificateKeyFile and AuthorityFile go together")]
    public async Task A_silo_names_what_is_wrong_with_its_settings(string setting, string said)
    {
        using var folder = new HostFolder();
        await using var silo = HostProcess.Launch(
            BuiltProgram.Silo, folder, test, "--Storage:Provider=PostgreSql", "--Storage:ConnectionString=Host=127.0.0.1;Password=hunter2", setting);

        Assert.Equal(NotConfigured, await silo.UntilExit());
        Assert.Contains(said, silo.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", silo.Output, StringComparison.Ordinal);
    }
}
