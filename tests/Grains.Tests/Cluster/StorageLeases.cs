using TokenGrains.Grains.Clustering;
using TokenGrains.Storage;
using TokenGrains.Users;

namespace TokenGrains.Grains.Tests.Cluster;

/// <summary>A silo that storage has not confirmed lately answers nothing from memory, whatever is asked.</summary>
[Collection(OwnClusterTests.Name)]
public sealed class StorageLeases : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Memory_counts_for_two_seconds_after_storage_was_asked()
    {
        await using var cluster = await TokenCluster.StartLeasedAsync(_folder);
        var lease = (StorageLease)cluster.Services.GetService(typeof(StorageLease))!;
        lease.Confirm(lease.Now);
        var account = await Account.Register(cluster);
        var (refresh, opaque) = (await account.GetRefreshToken(), await account.GetOpaqueToken());

        // The first use is written down when it has been answered. The list waits for that.
        await account.Authenticate(opaque);
        await cluster.Grains.UserTokens(account.User).ListTokens();
        Func<Task>[] questions =
        [
            () => account.Authenticate(opaque),
            () => account.Grain.Describe(),
            () => cluster.IsLive(refresh),
            () => cluster.Spend(refresh),
            () => cluster.Revoke(refresh),
            () => account.SignIn(),
            () => account.Grain.RevokeSessions(),
            () => cluster.Grains.Username(account.Name).Find(account.Name),
            () => cluster.Grains.SigningKeyRing().GetVerificationKeys(),
        ];
        int CountWrites() => cluster.Storage.CountWrites("user", account.Grain) + cluster.Storage.CountWrites("session", cluster.Grains.Session(refresh.Session));
        var writes = CountWrites();

        cluster.Time.Advance(StorageLease.Length);
        Assert.IsType<AuthenticateResult.Authenticated>(await account.Authenticate(opaque));

        cluster.Time.Advance(TimeSpan.FromTicks(1));
        foreach (var ask in questions)
            await Assert.ThrowsAsync<StorageUnavailableException>(ask);
        Assert.Equal(writes, CountWrites());

        var asked = lease.Now;
        cluster.Time.Advance(StorageLease.Length / 2);
        lease.Confirm(asked);
        Assert.IsType<AuthenticateResult.Authenticated>(await account.Authenticate(opaque));
        Assert.True(await cluster.IsLive(refresh));

        // Counted from the question, not from its answer.
        cluster.Time.Advance(StorageLease.Length);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => account.Authenticate(opaque));
    }

    public void Dispose() => _folder.Dispose();
}
