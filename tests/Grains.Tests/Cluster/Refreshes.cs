using TokenGrains.Sessions;
using TokenGrains.Tokens;
using TokenGrains.Users;

namespace TokenGrains.Grains.Tests.Cluster;

[Collection(SharedCluster.Name)]
public sealed class Refreshes(SharedCluster shared)
{
    private static readonly TimeSpan AMoment = TimeSpan.FromMilliseconds(1);

    private readonly TokenCluster _cluster = shared.Cluster;

    [Fact]
    public async Task A_refresh_token_is_spent_for_the_next_pair_of_the_same_session()
    {
        var account = await Account.Register(_cluster);
        var first = await account.GetRefreshToken();

        var pair = await _cluster.Spend(first);

        var second = await _cluster.ReadRefresh(pair);
        Assert.Equal((first.Session, account.User, 1u), (second.Session, second.User, second.Generation));
        var access = await _cluster.ReadAccess(pair);
        Assert.Equal((first.Session, account.User), (access.Session, access.User));
        Assert.True(await _cluster.IsLive(second));
        Assert.Equal(2u, (await _cluster.ReadRefresh(await _cluster.Spend(second))).Generation);
    }

    [Fact]
    public async Task A_repetition_within_the_grace_period_gets_the_same_pair()
    {
        var first = await (await Account.Register(_cluster)).GetRefreshToken();
        var pair = await _cluster.Spend(first);

        _cluster.Time.Advance(ClusterSettings.ReuseGracePeriod - AMoment);

        Assert.True(await _cluster.IsLive(first));
        Assert.Equal(pair, await _cluster.Spend(first));
        Assert.Equal(2, _cluster.Storage.CountWrites("session", _cluster.Grains.Session(first.Session)));
    }

    [Fact]
    public async Task A_repetition_after_a_loss_of_memory_gets_the_same_refresh_token_and_the_same_claims()
    {
        var first = await (await Account.Register(_cluster)).GetRefreshToken();
        var pair = await _cluster.Spend(first);

        _cluster.Time.Advance(TimeSpan.FromSeconds(30));
        await _cluster.Deactivate(_cluster.Grains.Session(first.Session));
        var repeated = await _cluster.Spend(first);

        Assert.Equal(pair.Refresh, repeated.Refresh);
        Assert.Equal(await _cluster.ReadAccess(pair), await _cluster.ReadAccess(repeated));
    }

    [Fact]
    public async Task A_repetition_with_its_idempotency_key_gets_the_same_successor_hours_later_and_after_a_loss_of_memory()
    {
        var first = await (await Account.Register(_cluster)).GetRefreshToken();
        first = first with { IdempotencyKey = IdempotencyKey.Of("the key", first.Session) };
        var pair = await _cluster.Spend(first);

        _cluster.Time.Advance(TimeSpan.FromHours(11));
        await _cluster.Deactivate(_cluster.Grains.Session(first.Session));
        var repeated = await _cluster.Spend(first);

        Assert.Equal(pair.Refresh, repeated.Refresh);
        Assert.Equal(first.Session, (await _cluster.ReadAccess(repeated)).Session);
        await _cluster.AssertRefused(RefusalCause.Reused, first with { IdempotencyKey = IdempotencyKey.Of("another key", first.Session) });
    }

    [Fact]
    public async Task A_repetition_does_not_prolong_the_grace_period()
    {
        var first = await (await Account.Register(_cluster)).GetRefreshToken();
        await _cluster.Spend(first);
        _cluster.Time.Advance(ClusterSettings.ReuseGracePeriod - AMoment);
        await _cluster.Spend(first);

        _cluster.Time.Advance(AMoment);

        await _cluster.AssertRefused(RefusalCause.Reused, first);
    }

    [Fact]
    public async Task Presenting_a_spent_refresh_token_after_the_grace_period_ends_the_session_and_its_successor()
    {
        var first = await (await Account.Register(_cluster)).GetRefreshToken();
        var second = await _cluster.ReadRefresh(await _cluster.Spend(first));
        _cluster.Time.Advance(ClusterSettings.ReuseGracePeriod);

        Assert.False(await _cluster.IsLive(first));
        Assert.True(await _cluster.IsLive(second));
        await _cluster.AssertRefused(RefusalCause.Reused, first);

        Assert.False(await _cluster.IsLive(second));
        await _cluster.AssertRefused(RefusalCause.Revoked, second);
        await _cluster.Deactivate(_cluster.Grains.Session(first.Session));
        await _cluster.AssertRefused(RefusalCause.Revoked, second);
    }

    [Fact]
    public async Task A_token_two_generations_old_ends_the_session_even_within_the_grace_period()
    {
        var first = await (await Account.Register(_cluster)).GetRefreshToken();
        var second = await _cluster.ReadRefresh(await _cluster.Spend(first));
        var third = await _cluster.ReadRefresh(await _cluster.Spend(second));

        await _cluster.AssertRefused(RefusalCause.Reused, first);

        await _cluster.AssertRefused(RefusalCause.Revoked, third);
    }

    [Fact]
    public async Task A_token_that_storage_knows_nothing_of_ends_the_session()
    {
        var first = await (await Account.Register(_cluster)).GetRefreshToken();

        await _cluster.AssertRefused(RefusalCause.AheadOfStorage, first with { Generation = 1 });

        await _cluster.AssertRefused(RefusalCause.Revoked, first);
    }

    [Fact]
    public async Task Signing_out_ends_one_session_of_the_user_and_no_other()
    {
        var account = await Account.Register(_cluster);
        var (first, other) = (await account.GetRefreshToken(), await account.GetRefreshToken());
        var second = await _cluster.ReadRefresh(await _cluster.Spend(first));

        Assert.Equal(RevokeResult.Revoked, await _cluster.Revoke(second));

        Assert.Equal(RevokeResult.AlreadyOver, await _cluster.Revoke(second));
        await _cluster.AssertRefused(RefusalCause.Revoked, second);
        await _cluster.AssertRefused(RefusalCause.Revoked, first);
        await _cluster.Spend(other);
    }

    [Fact]
    public async Task Signing_out_works_after_the_user_is_gone_and_is_nothing_for_a_session_that_never_was()
    {
        var account = await Account.Register(_cluster);
        var first = await account.GetRefreshToken();
        await account.Grain.Delete();

        Assert.Equal(RevokeResult.Revoked, await _cluster.Revoke(first));
        Assert.Equal(RevokeResult.Unknown, await _cluster.Revoke(first with { Session = SessionId.Create() }));
    }

    [Fact]
    public async Task Revoking_all_sessions_ends_those_that_are_and_none_that_come()
    {
        var account = await Account.Register(_cluster);
        RefreshToken[] tokens = [await account.GetRefreshToken(), await account.GetRefreshToken()];

        Assert.True(await account.Grain.RevokeSessions());

        foreach (var token in tokens)
            await _cluster.AssertRefused(RefusalCause.Epoch, token);
        await _cluster.Spend(await account.GetRefreshToken());
    }

    [Fact]
    public async Task The_token_of_one_user_is_nothing_in_the_name_of_another()
    {
        var (account, other) = (await Account.Register(_cluster), await Account.Register(_cluster));
        var token = await account.GetRefreshToken();

        await _cluster.AssertRefused(RefusalCause.Unknown, token with { User = other.User });
        await _cluster.AssertRefused(RefusalCause.Unknown, token with { User = UserId.Create() });
        await _cluster.AssertRefused(RefusalCause.Unknown, token with { Session = SessionId.Create() });
        Assert.Equal(RevokeResult.Unknown, await _cluster.Revoke(token with { User = other.User }));
        Assert.False(await _cluster.IsLive(token with { User = other.User }));

        await _cluster.Spend(token);
    }

    [Fact]
    public async Task A_session_that_was_not_refreshed_for_its_idle_lifetime_is_over()
    {
        var account = await Account.Register(_cluster);
        var (kept, idle) = (await account.GetRefreshToken(), await account.GetRefreshToken());

        _cluster.Time.Advance(ClusterSettings.IdleLifetime - AMoment);
        var successor = await _cluster.ReadRefresh(await _cluster.Spend(kept));
        _cluster.Time.Advance(AMoment);

        await _cluster.AssertRefused(RefusalCause.Idle, idle);
        Assert.False(await _cluster.IsLive(idle));
        await _cluster.Spend(successor);
    }

    [Fact]
    public async Task A_session_is_over_after_its_absolute_lifetime_however_often_it_was_refreshed()
    {
        var token = await (await Account.Register(_cluster)).GetRefreshToken();
        var end = _cluster.Time.GetUtcNow() + ClusterSettings.AbsoluteLifetime;

        while (_cluster.Time.GetUtcNow() + ClusterSettings.IdleLifetime <= end)
        {
            _cluster.Time.Advance(ClusterSettings.IdleLifetime - TimeSpan.FromHours(1));
            token = await _cluster.ReadRefresh(await _cluster.Spend(token));
            Assert.True(token.ExpiresAt <= end);
        }

        _cluster.Time.SetUtcNow(end - AMoment);
        Assert.True(await _cluster.IsLive(token));
        _cluster.Time.SetUtcNow(end);
        await _cluster.AssertRefused(RefusalCause.Absolute, token);
    }

    [Fact]
    public async Task Sixty_four_callers_with_one_token_get_one_pair_for_one_write()
    {
        var first = await (await Account.Register(_cluster)).GetRefreshToken();
        var session = _cluster.Grains.Session(first.Session);
        var before = _cluster.Storage.CountWrites("session", session);

        var pairs = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => _cluster.Spend(first)));

        Assert.Single(pairs.Distinct());
        Assert.Equal(before + 1, _cluster.Storage.CountWrites("session", session));
        await _cluster.Spend(await _cluster.ReadRefresh(pairs[0]));
    }
}
