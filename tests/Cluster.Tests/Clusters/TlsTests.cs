using Xunit.Abstractions;

namespace TokenGrains.Cluster.Tests.Clusters;

/// <summary>Who has no certificate of the cluster's authority reaches no grain.</summary>
public sealed class TlsTests(ITestOutputHelper test)
{
    private const string Refused = "was refused by TLS";

    [ClusterFact]
    public async Task Silos_and_hosts_with_certificates_work_together()
    {
        await using var room = await ClusterRoom.Open(test);
        var cluster = room.Prepare(settings: new Certificates(Path.Combine(room.Folder, "own")).Settings);
        await cluster.Start(silos: 2, hosts: 1);
        await room.UnderLoad(cluster, () => room.Trial.Progress(200));
        room.AssertNoViolation();
        Assert.All(cluster.Silos, silo => Assert.DoesNotContain(Refused, silo.Output, StringComparison.Ordinal));
    }

    [ClusterTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_host_without_a_certificate_of_the_authority_is_refused(bool hasOneOfAnother)
    {
        await using var room = await ClusterRoom.Open(test);
        var cluster = room.Prepare(settings: new Certificates(Path.Combine(room.Folder, "own")).Settings);
        var silo = await cluster.StartSilo();

        var strangers = room.Prepare(settings: hasOneOfAnother ? new Certificates(Path.Combine(room.Folder, "other")).Settings : []);
        var stranger = strangers.LaunchHost();
        await silo.UntilWritten(Refused);
        await stranger.Kill();
        Assert.DoesNotContain("Now listening on", stranger.Output, StringComparison.Ordinal);
    }
}
