using TokenGrains.Grains.Signing;
using TokenGrains.Tokens;

namespace TokenGrains.Grains.Tests.Cluster;

[Collection(OwnClusterTests.Name)]
public sealed class KeyRotations : IDisposable
{
    private static readonly TimeSpan RotationPeriod = TimeSpan.FromDays(10);
    private static readonly TimeSpan AnnouncePeriod = TimeSpan.FromDays(1);
    private static readonly TimeSpan RefreshInterval = new KeyOptions().RefreshInterval;
    private static readonly TimeSpan AccessTokenLifetime = new SimpleJwtOptions().AccessTokenLifetime;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_key_is_published_before_it_signs_and_until_its_last_token_has_ended()
    {
        await using var cluster = await StartAsync();
        var account = await Account.Register(cluster);
        var old = await account.StartSession();
        Assert.Equal([old.SigningKeyId()], await PublishedKeys(cluster));

        cluster.Time.Advance(RotationPeriod - AnnouncePeriod);
        var announced = await PublishedKeys(cluster);
        Assert.Equal(2, announced.Count);
        var last = await account.StartSession();
        Assert.Equal(old.SigningKeyId(), last.SigningKeyId());

        cluster.Time.Advance(AnnouncePeriod);
        last = await account.StartSession();
        cluster.Time.Advance(RefreshInterval);
        var next = await account.StartSession();
        Assert.Equal(announced[1], next.SigningKeyId());
        Assert.Equal(announced, await PublishedKeys(cluster));
        await cluster.ReadAccess(last);
        await cluster.ReadAccess(next);

        cluster.Time.Advance(AccessTokenLifetime + RefreshInterval);
        Assert.Equal([next.SigningKeyId()], await PublishedKeys(cluster));
    }

    [Fact]
    public async Task A_host_that_asks_once_in_an_announce_period_knows_every_key_in_time()
    {
        await using var cluster = await StartAsync();
        var account = await Account.Register(cluster);
        var signed = new HashSet<string>();

        var end = cluster.Time.GetUtcNow() + (RotationPeriod * 3.5);
        while (cluster.Time.GetUtcNow() < end)
        {
            var known = await cluster.GetKeys();
            cluster.Time.Advance(AnnouncePeriod - TimeSpan.FromSeconds(1));
            var pair = await account.StartSession();
            cluster.Verify(pair.Access, TokenTypes.Access, known);
            signed.Add(pair.SigningKeyId());
        }

        Assert.Equal(4, signed.Count);
    }

    [Fact]
    public async Task After_a_long_sleep_the_next_key_is_announced_as_long_as_any()
    {
        await using var cluster = await StartAsync();
        var account = await Account.Register(cluster);
        var old = await account.StartSession();

        cluster.Time.Advance(RotationPeriod * 5);
        Assert.Equal(old.SigningKeyId(), (await account.StartSession()).SigningKeyId());
        var announced = await PublishedKeys(cluster);
        cluster.Time.Advance(AnnouncePeriod);

        Assert.Equal(2, announced.Count);
        Assert.Equal(announced[1], (await account.StartSession()).SigningKeyId());
    }

    private Task<TokenCluster> StartAsync() => TokenCluster.StartAsync(
        _folder, ("Keys:RotationPeriod", $"{RotationPeriod}"), ("Keys:AnnouncePeriod", $"{AnnouncePeriod}"));

    private static async Task<List<string>> PublishedKeys(TokenCluster cluster) =>
        [.. (await cluster.Grains.SigningKeyRing().GetVerificationKeys()).AccessKeys.Select(key => key.KeyId)];
}
