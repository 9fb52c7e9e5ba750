using TokenGrains.Events;
using TokenGrains.Grains.Sessions.Listing;
using TokenGrains.Sessions;
using TokenGrains.Tokens;
using TokenGrains.Users;

namespace TokenGrains.Grains.Tests.Cluster;

/// <summary><c>Sessions:MaximumPerUser</c>: decision 53.</summary>
[Collection(OwnClusterTests.Name)]
public sealed class MaximumSessions : IDisposable
{
    private static readonly (string Key, string Value) Refuse = ("Sessions:WhenMaximumReached", "Refuse");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task One_session_too_many_ends_the_oldest_with_its_access_token()
    {
        await using var cluster = await TokenCluster.StartAsync(_folder, Maximum(3));
        var (account, other) = (await Account.Register(cluster), await Account.Register(cluster));
        var foreign = await other.GetRefreshToken();
        var oldest = await account.StartSession();
        var access = AccessToken.From(await cluster.ReadAccess(oldest));
        var first = await cluster.ReadRefresh(oldest);
        List<RefreshToken> later = [await account.GetRefreshToken(), await account.GetRefreshToken()];
        Assert.True(await cluster.Grains.Session(first.Session).Admits(access));

        later.Add(await account.GetRefreshToken());

        Assert.False(await cluster.Grains.Session(first.Session).Admits(access));
        await cluster.AssertRefused(RefusalCause.Revoked, first);
        foreach (var token in later.Append(foreign))
            await cluster.Spend(token);
        Assert.Equal(
            [null, null, null, SessionEndCause.Displaced],
            (await cluster.Grains.SessionList(account.User).List(before: null)).Select(session => session.EndCause));
        Assert.Contains(
            $"session_revoked displaced {first.Session}",
            (await ReadEvents(account)).Select(found => $"{found.Kind} {found.Cause} {found.Session}"));
    }

    [Fact]
    public async Task A_session_that_is_over_for_whatever_reason_leaves_its_place()
    {
        await using var cluster = await TokenCluster.StartAsync(_folder, Maximum(1), Refuse);
        Func<Account, RefreshToken, Task>[] ends =
        [
            (_, token) => cluster.Revoke(token),
            (account, _) => account.Grain.RevokeSessions(),
            async (_, token) =>
            {
                await cluster.Spend(token);
                cluster.Time.Advance(ClusterSettings.ReuseGracePeriod);
                await cluster.AssertRefused(RefusalCause.Reused, token);
            },
            (_, _) =>
            {
                cluster.Time.Advance(ClusterSettings.IdleLifetime);
                return Task.CompletedTask;
            },
            async (_, token) =>
            {
                var end = cluster.Time.GetUtcNow() + ClusterSettings.AbsoluteLifetime;
                while (cluster.Time.GetUtcNow() < end)
                {
                    token = await cluster.ReadRefresh(await cluster.Spend(token));
                    cluster.Time.Advance(TimeSpan.FromHours(6));
                }
            },
        ];
        foreach (var end in ends)
        {
            var account = await Account.Register(cluster);
            var token = await account.GetRefreshToken();
            Assert.IsType<SignInResult.SessionMaximumReached>(await account.SignIn());
            await end(account, token);
            await account.StartSession();
        }
    }

    [Fact]
    public async Task The_oldest_stays_while_a_later_one_has_left_its_place()
    {
        await using var cluster = await TokenCluster.StartAsync(_folder, Maximum(2));
        var account = await Account.Register(cluster);
        var (oldest, later) = (await account.GetRefreshToken(), await account.GetRefreshToken());
        await cluster.Revoke(later);

        await cluster.Spend(await account.GetRefreshToken());

        await cluster.Spend(oldest);
    }

    [Fact]
    public async Task A_sign_in_that_is_refused_changes_nothing()
    {
        await using var cluster = await TokenCluster.StartAsync(_folder, Maximum(2), Refuse, ("SimpleJwt:UPDATE_LAST_LOGIN", "true"));
        var account = await Account.Register(cluster);
        var list = cluster.Grains.SessionList(account.User);
        RefreshToken[] tokens = [await account.GetRefreshToken(), await account.GetRefreshToken()];
        var (login, sessions) = ((await account.Grain.Describe())!.LastLoginAt, await list.List(before: null));
        cluster.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.IsType<SignInResult.SessionMaximumReached>(await account.SignIn());

        Assert.Equal(login, (await account.Grain.Describe())!.LastLoginAt);
        Assert.Equal(sessions.AsEnumerable(), await list.List(before: null));
        Assert.Equal(2, cluster.Storage.CountWrites("session-list", list));
        Assert.Equal(("sign_in_failed", "session_maximum_reached"), (await ReadEvents(account))[0] is var last ? (last.Kind, last.Cause) : default);
        Assert.IsType<SignInResult.InvalidCredentials>(await (account with { Password = "wrong horse" }).SignIn());

        Assert.IsType<SignInResult.SlidingTokenGranted>(await account.SignIn(SignInPurpose.SlidingToken));
        await account.GetOpaqueToken();
        await cluster.Revoke(tokens[0]);
        await account.StartSession();
        await cluster.Spend(tokens[1]);
    }

    [Fact]
    public async Task A_new_password_ends_all_sessions_before_it_begins_one()
    {
        await using var cluster = await TokenCluster.StartAsync(_folder, Maximum(1), Refuse);
        var account = await Account.Register(cluster);
        await account.StartSession();

        var changed = await account.Grain.ChangePassword(new PasswordChange(account.Password, "a new horse", StartsSession: true));

        await cluster.Spend(await cluster.ReadRefresh(Assert.IsType<ChangePasswordResult.Changed>(changed).Tokens!));
    }

    [Theory]
    [InlineData("EndOldest")]
    [InlineData("Refuse")]
    public async Task Of_twenty_sign_ins_at_once_as_many_can_refresh_as_are_allowed(string rule)
    {
        await using var cluster = await TokenCluster.StartAsync(_folder, Maximum(5), ("Sessions:WhenMaximumReached", rule));
        var account = await Account.Register(cluster);

        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => account.SignIn()));

        var started = results.OfType<SignInResult.SessionStarted>().ToList();
        Assert.Equal(rule is "Refuse" ? 5 : 20, started.Count);
        var refreshes = await Task.WhenAll(started.Select(async session => await cluster.Rotate(await cluster.ReadRefresh(session.Tokens))));
        Assert.Equal(5, refreshes.Count(refresh => refresh is RotateResult.Rotated));
    }

    [Fact]
    public async Task A_place_that_could_not_be_made_is_not_taken()
    {
        await using var cluster = await TokenCluster.StartAsync(_folder, Maximum(2));
        var account = await Account.Register(cluster);
        RefreshToken[] tokens = [await account.GetRefreshToken(), await account.GetRefreshToken()];

        using (cluster.Storage.Fail(WriteFault.NotWritten, "session", cluster.Grains.Session(tokens[0].Session)))
            await Assert.ThrowsAnyAsync<OrleansException>(() => account.SignIn());

        Assert.Equal(2, (await cluster.Grains.SessionList(account.User).List(before: null)).Length);
        var latest = await account.GetRefreshToken();
        await cluster.AssertRefused(RefusalCause.Revoked, tokens[0]);
        await cluster.Spend(tokens[1]);
        await cluster.Spend(latest);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public async Task A_maximum_that_was_set_or_lowered_holds_from_the_next_sign_in_on(int former)
    {
        await using var before = await TokenCluster.StartAsync(_folder, Maximum(former));
        var account = await Account.Register(before);
        List<RefreshToken> tokens = [];
        for (var count = 0; count < 4; count++)
            tokens.Add(await account.GetRefreshToken());
        await before.Revoke(tokens[2]);
        await before.DisposeAsync();

        await using var after = await TokenCluster.StartAsync(_folder, before.Time, Maximum(2));
        tokens.Add(await (account with { Cluster = after }).GetRefreshToken());

        foreach (var ended in tokens[..3])
            await after.AssertRefused(RefusalCause.Revoked, ended);
        await after.Spend(tokens[3]);
        await after.Spend(tokens[4]);
    }

    [Fact]
    public async Task What_began_while_there_was_no_maximum_is_counted_after_it_is_back()
    {
        await using var first = await TokenCluster.StartAsync(_folder, Maximum(2));
        var account = await Account.Register(first);
        var oldest = await account.GetRefreshToken();
        await first.DisposeAsync();

        await using var second = await TokenCluster.StartAsync(_folder, first.Time);
        RefreshToken[] uncounted = [await (account with { Cluster = second }).GetRefreshToken(), await (account with { Cluster = second }).GetRefreshToken()];
        Assert.Null((await second.Storage.Read<SessionListState>("session-list", second.Grains.SessionList(account.User))).Counted);
        await second.DisposeAsync();

        await using var third = await TokenCluster.StartAsync(_folder, first.Time, Maximum(2));
        await (account with { Cluster = third }).StartSession();
        await third.AssertRefused(RefusalCause.Revoked, oldest);
        await third.AssertRefused(RefusalCause.Revoked, uncounted[0]);
        await third.Spend(uncounted[1]);
    }

    [Fact]
    public async Task The_row_of_the_list_is_as_long_as_the_maximum_at_most()
    {
        await using var cluster = await TokenCluster.StartAsync(_folder, Maximum(3));
        var account = await Account.Register(cluster);
        var list = cluster.Grains.SessionList(account.User);
        for (var count = 1; count <= 10; count++)
        {
            await account.StartSession();
            Assert.Equal(Math.Min(count, 3), (await cluster.Storage.Read<SessionListState>("session-list", list)).Counted!.Value.Length);
        }

        Assert.Equal(10, cluster.Storage.CountWrites("session-list", list));
    }

    [Fact]
    public async Task A_session_whose_refresh_token_has_ended_is_over_though_it_might_idle_longer()
    {
        await using var cluster = await TokenCluster.StartAsync(_folder, Maximum(1), Refuse, ("SimpleJwt:REFRESH_TOKEN_LIFETIME", "3600"));
        var account = await Account.Register(cluster);
        await account.StartSession();

        cluster.Time.Advance(TimeSpan.FromHours(1) - TimeSpan.FromSeconds(1));
        Assert.IsType<SignInResult.SessionMaximumReached>(await account.SignIn());
        cluster.Time.Advance(TimeSpan.FromSeconds(1));
        await account.StartSession();

        Assert.Equal(
            [null, SessionEndCause.Idle],
            (await cluster.Grains.SessionList(account.User).List(before: null)).Select(session => session.EndCause));
    }

    private static (string Key, string Value) Maximum(int count) => ("Sessions:MaximumPerUser", $"{count}");

    private static async Task<IReadOnlyList<ListedEvent>> ReadEvents(Account account) =>
        await account.Cluster.Grains.EventLog().Read(new EventQuery(EventQuery.LargestLimit, User: account.User));
}
