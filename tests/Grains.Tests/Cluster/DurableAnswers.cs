using TokenGrains.Grains.Users;
using TokenGrains.Sessions;
using TokenGrains.Users;

namespace TokenGrains.Grains.Tests.Cluster;

/// <summary>While a write is in flight its caller waits, and whoever asks meanwhile is told what storage is known to hold.</summary>
[Collection(SharedCluster.Name)]
public sealed class DurableAnswers(SharedCluster shared)
{
    private readonly TokenCluster _cluster = shared.Cluster;

    [Fact]
    public async Task A_rotation_is_neither_answered_nor_seen_before_it_is_durable()
    {
        var first = await (await Account.Register(_cluster)).GetRefreshToken();
        var successor = first with { Generation = 1 };
        using var write = _cluster.Storage.Hold("session", _cluster.Grains.Session(first.Session));

        var rotation = _cluster.Spend(first);
        await write.Reached;
        Assert.False(await _cluster.IsLive(successor));
        Assert.True(await _cluster.IsLive(first));
        Assert.False(rotation.IsCompleted);

        write.Release();
        await rotation;
        Assert.True(await _cluster.IsLive(successor));
    }

    [Fact]
    public async Task A_sign_out_is_neither_answered_nor_seen_before_it_is_durable()
    {
        var first = await (await Account.Register(_cluster)).GetRefreshToken();
        using var write = _cluster.Storage.Hold("session", _cluster.Grains.Session(first.Session));

        var revocation = _cluster.Revoke(first);
        await write.Reached;
        Assert.True(await _cluster.IsLive(first));
        Assert.False(revocation.IsCompleted);

        write.Release();
        Assert.Equal(RevokeResult.Revoked, await revocation);
        Assert.False(await _cluster.IsLive(first));
    }

    [Fact]
    public async Task The_end_of_the_opaque_tokens_is_neither_answered_nor_seen_before_it_is_durable()
    {
        var account = await Account.Register(_cluster);
        var token = await account.GetOpaqueToken();
        using var write = _cluster.Storage.Hold("user", account.Grain);

        var revocation = account.Grain.RevokeOpaqueTokens();
        await write.Reached;
        Assert.IsType<AuthenticateResult.Authenticated>(await account.Authenticate(token));
        Assert.False(revocation.IsCompleted);

        write.Release();
        Assert.True(await revocation);
        Assert.IsType<AuthenticateResult.Unknown>(await account.Authenticate(token));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_change_of_a_user_is_neither_answered_nor_seen_before_it_is_durable(bool isActive)
    {
        var account = await Account.Register(_cluster);
        await account.Update(new UserChanges(IsActive: !isActive));
        using var write = _cluster.Storage.Hold("user", account.Grain);

        var update = account.Update(new UserChanges(IsActive: isActive));
        await write.Reached;
        Assert.Equal(!isActive, (await GetStanding(account)).IsActive);
        Assert.Equal(!isActive, (await account.Grain.Describe())!.IsActive);
        Assert.False(update.IsCompleted);

        write.Release();
        await update;
        Assert.Equal(isActive, (await GetStanding(account)).IsActive);
    }

    [Fact]
    public async Task The_end_of_all_sessions_is_neither_answered_nor_seen_before_it_is_durable()
    {
        var account = await Account.Register(_cluster);
        var (token, epoch) = (await account.GetRefreshToken(), (await GetStanding(account)).SessionEpoch);
        using var write = _cluster.Storage.Hold("user", account.Grain);

        var revocation = account.Grain.RevokeSessions();
        await write.Reached;
        Assert.Equal(epoch, (await GetStanding(account)).SessionEpoch);
        Assert.False(revocation.IsCompleted);

        write.Release();
        Assert.True(await revocation);
        await _cluster.AssertRefused(RefusalCause.Epoch, token);
    }

    [Theory]
    [InlineData("username")]
    [InlineData("user")]
    public async Task A_registration_is_neither_answered_nor_seen_before_it_is_durable(string state)
    {
        var account = Account.Invent(_cluster);
        using var write = _cluster.Storage.Hold(state);

        var registration = account.Register();
        await write.Reached;
        Assert.Null(await account.Grain.Describe());
        Assert.IsType<SignInResult.InvalidCredentials>(await account.SignIn());
        Assert.False(registration.IsCompleted);

        write.Release();
        Assert.IsType<RegisterResult.Registered>(await registration);
        await account.StartSession();
    }

    [Fact]
    public async Task A_sign_in_is_not_answered_before_its_session_is_durable()
    {
        var account = await Account.Register(_cluster);
        using var write = _cluster.Storage.Hold("session");

        var signIn = account.GetRefreshToken();
        await write.Reached;
        Assert.NotNull(await account.Grain.Describe());
        Assert.False(signIn.IsCompleted);

        write.Release();
        await _cluster.Spend(await signIn);
    }

    [Fact]
    public async Task An_opaque_token_is_not_handed_out_before_it_is_durable()
    {
        var account = await Account.Register(_cluster);
        using var write = _cluster.Storage.Hold("user", account.Grain);

        var first = account.GetOpaqueText();
        await write.Reached;
        // Whoever signs in meanwhile finds no durable token yet, and waits in line.
        var hashing = _cluster.Calls.WhenWaiting(account.Grain, nameof(IUserAccountGrain.SignIn));
        var second = account.GetOpaqueText();
        await hashing;
        // All hashing threads have other work, so the password is checked.
        await using (await BusyHashing.Start(_cluster))
            Assert.NotNull(await account.Grain.Describe());
        Assert.False(first.IsCompleted);
        Assert.False(second.IsCompleted);

        write.Release();
        Assert.Equal(await first, await second);
        Assert.IsType<AuthenticateResult.Authenticated>(await account.Authenticate(await _cluster.ReadOpaque(await first)));
    }

    private Task<UserStanding> GetStanding(Account account) =>
        _cluster.Grains.UserAccount(account.User).GetStanding().WaitAsync(TokenCluster.Limit)!;
}
