using TokenGrains.Sessions;

namespace TokenGrains.Grains.Tests.Cluster;

/// <summary>Settings under which sessions go another way.</summary>
[Collection(OwnClusterTests.Name)]
public sealed class OtherSettings : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task With_rotation_off_a_refresh_token_goes_on_being_good_until_it_is_revoked()
    {
        await using var cluster = await TokenCluster.StartAsync(_folder, ("SimpleJwt:ROTATE_REFRESH_TOKENS", "false"));
        var token = await (await Account.Register(cluster)).GetRefreshToken();

        var (one, other) = (await cluster.Spend(token), await cluster.Spend(token));

        Assert.Null(one.Refresh);
        Assert.NotEqual((await cluster.ReadAccess(one)).Id, (await cluster.ReadAccess(other)).Id);
        Assert.Equal(1, cluster.Storage.CountWrites("session", cluster.Grains.Session(token.Session)));
        Assert.Equal(RevokeResult.Revoked, await cluster.Revoke(token));
        await cluster.AssertRefused(RefusalCause.Revoked, token);
    }

    [Fact]
    public async Task A_repetition_gets_no_access_token_that_has_ended()
    {
        await using var cluster = await TokenCluster.StartAsync(_folder, ("SimpleJwt:ACCESS_TOKEN_LIFETIME", "30"));
        var first = await (await Account.Register(cluster)).GetRefreshToken();
        var pair = await cluster.Spend(first);

        cluster.Time.Advance(TimeSpan.FromSeconds(45));
        var repeated = await cluster.Spend(first);

        Assert.Equal(pair.Refresh, repeated.Refresh);
        Assert.Equal(first.Session, (await cluster.ReadAccess(repeated)).Session);
    }

    [Fact]
    public async Task Logins_are_recorded_where_that_is_wanted()
    {
        await using var cluster = await TokenCluster.StartAsync(_folder, ("SimpleJwt:UPDATE_LAST_LOGIN", "true"));
        var account = await Account.Register(cluster);
        await account.GetOpaqueText();
        Assert.Null((await account.Grain.Describe())!.LastLoginAt);

        cluster.Time.Advance(TimeSpan.FromHours(1));
        await account.StartSession();

        Assert.Equal(cluster.Time.GetUtcNow(), (await account.Grain.Describe())!.LastLoginAt);
    }
}
