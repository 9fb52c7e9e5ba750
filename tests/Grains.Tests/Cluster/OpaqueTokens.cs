using TokenGrains.Users;

namespace TokenGrains.Grains.Tests.Cluster;

[Collection(SharedCluster.Name)]
public sealed class OpaqueTokens(SharedCluster shared)
{
    private readonly TokenCluster _cluster = shared.Cluster;

    [Fact]
    public async Task Every_sign_in_gets_the_same_token_which_authenticates()
    {
        var account = await Account.Register(_cluster);

        var text = await account.GetOpaqueText();
        Assert.Equal(text, await account.GetOpaqueText());
        await _cluster.Deactivate(account.Grain);
        Assert.Equal(text, await account.GetOpaqueText());
        Assert.Equal(2, _cluster.Storage.CountWrites("user", account.Grain));

        var authenticated = await account.Authenticate(await _cluster.ReadOpaque(text));
        Assert.Equal(new AuthenticateResult.Authenticated((await account.Grain.Describe())!), authenticated);
    }

    [Fact]
    public async Task Sixteen_first_sign_ins_at_once_make_one_token()
    {
        var account = await Account.Register(_cluster);

        var texts = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => account.GetOpaqueText()));

        Assert.Single(texts.Distinct());
        Assert.Equal(2, _cluster.Storage.CountWrites("user", account.Grain));
    }

    [Fact]
    public async Task Once_revoked_a_token_never_comes_back()
    {
        var account = await Account.Register(_cluster);
        var (text, refresh) = (await account.GetOpaqueText(), await account.GetRefreshToken());
        var revoked = await _cluster.ReadOpaque(text);

        Assert.True(await account.Grain.RevokeOpaqueTokens());

        Assert.IsType<AuthenticateResult.Unknown>(await account.Authenticate(revoked));
        var next = await account.GetOpaqueText();
        Assert.NotEqual(text, next);
        Assert.IsType<AuthenticateResult.Authenticated>(await account.Authenticate(await _cluster.ReadOpaque(next)));
        Assert.IsType<AuthenticateResult.Unknown>(await account.Authenticate(revoked));
        await _cluster.Spend(refresh);
    }

    [Fact]
    public async Task The_token_of_one_user_never_authenticates_another()
    {
        var (account, other) = (await Account.Register(_cluster), await Account.Register(_cluster));
        var (token, otherToken) = (await account.GetOpaqueToken(), await other.GetOpaqueToken());

        Assert.IsType<AuthenticateResult.Unknown>(await other.Authenticate(token));
        Assert.IsType<AuthenticateResult.Unknown>(await account.Authenticate(otherToken));
        Assert.IsType<AuthenticateResult.Unknown>(await Account.Invent(_cluster).Authenticate(token));
    }
}
