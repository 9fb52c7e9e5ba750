using TokenGrains.Grains.Users;
using TokenGrains.Users;

namespace TokenGrains.Grains.Tests.Cluster;

/// <summary>A cluster is stopped, and another started on its database file.</summary>
[Collection(OwnClusterTests.Name)]
public sealed class Restarts : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Tokens_and_keys_survive_a_restart()
    {
        await using var before = await TokenCluster.StartAsync(_folder);
        var account = await Account.Register(before);
        var pair = await account.StartSession();
        var (spent, opaque) = (await before.ReadRefresh(pair), await account.GetOpaqueText());
        var successor = await before.Spend(spent);
        await before.DisposeAsync();

        await using var after = await TokenCluster.StartAsync(_folder, before.Time);
        account = account with { Cluster = after };
        Assert.Equal(account.User, (await after.ReadAccess(pair)).User);
        Assert.Equal(spent, await after.ReadRefresh(pair));
        Assert.IsType<AuthenticateResult.Authenticated>(await account.Authenticate(await after.ReadOpaque(opaque)));
        Assert.Equal(opaque, await account.GetOpaqueText());
        Assert.Equal(successor.Refresh, (await after.Spend(spent)).Refresh);
        await after.Spend(await after.ReadRefresh(successor));
        Assert.Equal(pair.SigningKeyId(), (await account.StartSession()).SigningKeyId());
        Assert.IsType<RegisterResult.NameTaken>(await (Account.Invent(after) with { Name = account.Name }).Register());
    }

    [Fact]
    public async Task A_sign_in_hashes_a_password_again_when_hashes_have_become_more_costly()
    {
        await using var before = await TokenCluster.StartAsync(_folder);
        var account = await Account.Register(before);
        Assert.Contains("m=7168,t=1,", await StoredHash(account), StringComparison.Ordinal);
        await before.DisposeAsync();

        await using var after = await TokenCluster.StartAsync(_folder, before.Time, ("Passwords:Argon2Passes", "2"));
        account = account with { Cluster = after };
        Assert.IsType<SignInResult.InvalidCredentials>(await (account with { Password = "wrong horse" }).SignIn());
        Assert.Contains("t=1,", await StoredHash(account), StringComparison.Ordinal);
        var refresh = await account.GetRefreshToken();

        var stronger = await StoredHash(account);
        Assert.Contains("m=7168,t=2,", stronger, StringComparison.Ordinal);
        await account.StartSession();
        Assert.Equal(stronger, await StoredHash(account));
        Assert.IsType<SignInResult.InvalidCredentials>(await (account with { Password = "wrong horse" }).SignIn());
        // It is the same password still, so its sessions go on.
        await after.Spend(refresh);
    }

    /// <summary>With <c>CHECK_REVOKE_TOKEN</c> a token is good only as long as the hash that was stored when it was made.</summary>
    [Fact]
    public async Task Sign_ins_at_once_that_find_a_weak_hash_do_not_end_each_others_tokens()
    {
        await using var before = await TokenCluster.StartAsync(_folder);
        var account = await Account.Register(before);
        await before.DisposeAsync();

        await using var after = await TokenCluster.StartAsync(
            _folder, before.Time, ("Passwords:Argon2Passes", "2"), ("SimpleJwt:CHECK_REVOKE_TOKEN", "true"));
        account = account with { Cluster = after };
        var signIns = new List<Task<SignInResult>>();
        await using (await BusyHashing.Start(after))
        {
            signIns.Add(await BusyHashing.SignIn(account));
            signIns.Add(await BusyHashing.SignIn(account));
        }

        foreach (var result in await Task.WhenAll(signIns))
            await after.Spend(await after.ReadRefresh(Assert.IsType<SignInResult.SessionStarted>(result).Tokens));
        Assert.Contains("t=2,", await StoredHash(account), StringComparison.Ordinal);
    }

    private static async Task<string> StoredHash(Account account) =>
        (await account.Cluster.Storage.Read<UserState>("user", account.Grain)).PasswordHash;
}
