using TokenGrains.Grains.Clustering;
using TokenGrains.Revocations;
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

        var feed = cluster.Grains.RevocationFeed(RevocationShards.Of(account.User));
        Assert.Empty((await feed.Read(0, TimeSpan.Zero)).Revocations);

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
            () => feed.Read(0, TimeSpan.Zero),
            () => feed.Read(long.MaxValue, TimeSpan.FromMinutes(1)),
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
        await account.Grain.RevokeSessions();
        Assert.Single((await feed.Read(0, TimeSpan.Zero)).Revocations);

        // Counted from the question, not from its answer.
        cluster.Time.Advance(StorageLease.Length);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => account.Authenticate(opaque));
    }

    /// <summary>An empty answer of the feed is a statement, too: until now nothing has ended. It must hold when it is given.</summary>
    [Fact]
    public async Task A_poll_of_the_feed_that_outlasts_the_lease_is_not_answered()
    {
        await using var cluster = await TokenCluster.StartLeasedAsync(_folder);
        var lease = (StorageLease)cluster.Services.GetService(typeof(StorageLease))!;
        lease.Confirm(lease.Now);
        var feed = cluster.Grains.RevocationFeed(0);
        await feed.Read(0, TimeSpan.Zero);

        var waiting = cluster.Calls.WhenWaiting(
            feed, nameof(IRevocationFeedGrain.Read), () => cluster.Time.Advance(StorageLease.Length + TimeSpan.FromTicks(1)));
        var poll = feed.Read(0, TimeSpan.FromMinutes(1));
        await waiting;
        await Assert.ThrowsAsync<StorageUnavailableException>(() => poll);

        lease.Confirm(lease.Now);
        await feed.Read(0, TimeSpan.Zero);
    }

    public void Dispose() => _folder.Dispose();
}
