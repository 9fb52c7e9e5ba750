using TokenGrains.Sessions;
using TokenGrains.Users;

namespace TokenGrains.Grains.Tests.Cluster;

/// <summary>Grains of one user live on different silos: calls between them cross the wire, and each silo has its own copy of the keys.</summary>
[Collection(OwnClusterTests.Name)]
public sealed class TwoSilos : IDisposable
{
    private const int Users = 16;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Whatever_silo_a_token_comes_from_it_is_good_on_all()
    {
        await using var cluster = await TokenCluster.StartTwoSilosAsync(_folder);

        var silos = await Task.WhenAll(Enumerable.Range(0, Users).Select(async _ =>
        {
            var account = await Account.Register(cluster);
            var pair = await account.StartSession();
            Assert.Equal(account.User, (await cluster.ReadAccess(pair)).User);
            var first = await cluster.ReadRefresh(pair);
            var second = await cluster.ReadRefresh(await cluster.Spend(first));
            Assert.IsType<AuthenticateResult.Authenticated>(await account.Authenticate(await account.GetOpaqueToken()));
            Assert.Equal(RenameResult.Renamed, await account.RenameTo(Account.Invent(cluster).Name));
            Assert.True(await account.Grain.RevokeSessions());
            await cluster.AssertRefused(RefusalCause.Epoch, second);
            return (await cluster.FindSilo(account.Grain), await cluster.FindSilo(cluster.Grains.Session(second.Session)));
        }));

        Assert.True(silos.Any(silo => silo.Item1 != silo.Item2), "Every session was on its user's silo: the test has tested nothing.");
    }
}
