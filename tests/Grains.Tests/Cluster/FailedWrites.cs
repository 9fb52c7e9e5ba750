using Orleans.Storage;
using TokenGrains.Grains.Sessions;
using TokenGrains.Sessions;
using TokenGrains.Storage;
using TokenGrains.Tokens;
using TokenGrains.Users;

namespace TokenGrains.Grains.Tests.Cluster;

/// <summary>After a failed write nobody knows what storage holds, so the activation goes and the next one reads.</summary>
[Collection(SharedCluster.Name)]
public sealed class FailedWrites(SharedCluster shared)
{
    private readonly TokenCluster _cluster = shared.Cluster;

    [Fact]
    public async Task A_rotation_whose_write_failed_can_be_tried_again()
    {
        var first = await (await Account.Register(_cluster)).GetRefreshToken();

        await AssertRotationFaults<StorageUnavailableException>(WriteFault.NotWritten, first);

        Assert.Equal(0u, (await ReadSession(first)).Generation);
        var pair = await _cluster.Spend(first);
        Assert.Equal(pair, await _cluster.Spend(first));
        await _cluster.Spend(await _cluster.ReadRefresh(pair));
    }

    [Fact]
    public async Task A_rotation_whose_answer_was_lost_gets_the_successor_that_storage_holds()
    {
        var first = await (await Account.Register(_cluster)).GetRefreshToken();

        await AssertRotationFaults<WriteOutcomeUnknownException>(WriteFault.AnswerLost, first);

        var stored = await ReadSession(first);
        Assert.Equal(1u, stored.Generation);
        _cluster.Time.Advance(TimeSpan.FromSeconds(10));
        var pair = await _cluster.Spend(first);
        var successor = await _cluster.ReadRefresh(pair);
        Assert.Equal(first with { Generation = 1, IssuedAt = WholeSeconds(stored.RotatedAt), ExpiresAt = WholeSeconds(stored.RefreshExpiresAt) }, successor);
        Assert.Equal(stored, await ReadSession(first));
        Assert.Equal(pair, await _cluster.Spend(first));
        await _cluster.Spend(successor);
    }

    [Theory]
    [InlineData(WriteFault.NotWritten)]
    [InlineData(WriteFault.AnswerLost)]
    public async Task A_sign_out_whose_write_failed_can_be_tried_again(WriteFault fault)
    {
        var first = await (await Account.Register(_cluster)).GetRefreshToken();
        var session = _cluster.Grains.Session(first.Session);
        var deactivated = _cluster.WhenDeactivated(session);

        using (_cluster.Storage.Fail(fault, "session", session))
            await Assert.ThrowsAnyAsync<OrleansException>(() => _cluster.Revoke(first));
        await deactivated;

        Assert.Equal(fault is WriteFault.AnswerLost ? RevokeResult.AlreadyOver : RevokeResult.Revoked, await _cluster.Revoke(first));
        await _cluster.AssertRefused(RefusalCause.Revoked, first);
    }

    [Theory]
    [InlineData(WriteFault.NotWritten)]
    [InlineData(WriteFault.AnswerLost)]
    public async Task A_change_of_a_user_whose_write_failed_can_be_tried_again(WriteFault fault)
    {
        var account = await Account.Register(_cluster);
        var deactivated = _cluster.WhenDeactivated(account.Grain);

        using (_cluster.Storage.Fail(fault, "user", account.Grain))
            await Assert.ThrowsAnyAsync<OrleansException>(() => account.Update(new UserChanges(IsActive: false)));
        await deactivated;

        Assert.Equal(fault is WriteFault.NotWritten, (await account.Grain.Describe())!.IsActive);
        await account.Update(new UserChanges(IsActive: false));
        Assert.IsType<SignInResult.UserInactive>(await account.SignIn());
    }

    [Fact]
    public async Task Who_waits_behind_a_failed_rotation_is_served_by_the_next_activation()
    {
        var first = await (await Account.Register(_cluster)).GetRefreshToken();
        var session = _cluster.Grains.Session(first.Session);

        using var write = _cluster.Storage.Hold("session", session, WriteFault.AnswerLost);
        var rotations = Enumerable.Range(0, 16).Select(_ => SpendOrNull(first)).ToList();
        await write.Reached;
        // Messages keep their order: what is answered now has all the others before it, in line.
        Assert.True(await _cluster.IsLive(first));

        write.Release();
        var pairs = await Task.WhenAll(rotations);
        Assert.Single(pairs, null as TokenPair);
        Assert.Single(pairs.OfType<TokenPair>().Distinct());
        Assert.Equal(1u, (await ReadSession(first)).Generation);
    }

    [Fact]
    public async Task A_stale_activation_hands_out_nothing_and_gives_way()
    {
        var first = await (await Account.Register(_cluster)).GetRefreshToken();
        var session = _cluster.Grains.Session(first.Session);
        await _cluster.Storage.Replace<SessionState>("session", session, state => state);
        var deactivated = _cluster.WhenDeactivated(session);

        await Assert.ThrowsAsync<InconsistentStateException>(() => _cluster.Rotate(first));
        await deactivated;

        Assert.Equal(0u, (await ReadSession(first)).Generation);
        await _cluster.Spend(await _cluster.ReadRefresh(await _cluster.Spend(first)));
    }

    [Fact]
    public async Task A_token_that_another_activation_has_spent_has_no_second_successor()
    {
        var first = await (await Account.Register(_cluster)).GetRefreshToken();
        var session = _cluster.Grains.Session(first.Session);
        _cluster.Time.Advance(TimeSpan.FromMinutes(10));
        var elsewhere = _cluster.Time.GetUtcNow();
        await _cluster.Storage.Replace<SessionState>("session", session, state => state with { Generation = 1, RotatedAt = elsewhere });
        _cluster.Time.Advance(TimeSpan.FromSeconds(5));

        await Assert.ThrowsAsync<InconsistentStateException>(() => _cluster.Rotate(first));

        var successor = await _cluster.ReadRefresh(await _cluster.Spend(first));
        Assert.Equal((1u, WholeSeconds(elsewhere)), (successor.Generation, successor.IssuedAt));
        Assert.Equal(1u, (await ReadSession(first)).Generation);
    }

    [Fact]
    public async Task A_stale_activation_of_a_name_does_not_give_it_away_twice()
    {
        var account = await Account.Register(_cluster);
        var name = _cluster.Grains.Username(account.Name);
        await account.Grain.Delete();
        var winner = await Account.Register(_cluster);
        await _cluster.Storage.Replace<TokenGrains.Grains.Users.UsernameState>("username", name, state => state with { Owner = winner.User, ClaimNumber = state.ClaimNumber + 1 });
        Assert.True(await _cluster.Grains.UserAccount(winner.User).Assume(new TokenGrains.Grains.Users.NameClaim(account.Name, 2)));

        var late = Account.Invent(_cluster) with { Name = account.Name };
        await Assert.ThrowsAsync<InconsistentStateException>(() => late.Register());

        Assert.IsType<RegisterResult.NameTaken>(await late.Register());
        await (winner with { Name = account.Name }).StartSession();
    }

    private async Task AssertRotationFaults<TException>(WriteFault fault, RefreshToken token)
        where TException : Exception
    {
        var session = _cluster.Grains.Session(token.Session);
        var deactivated = _cluster.WhenDeactivated(session);
        using (_cluster.Storage.Fail(fault, "session", session))
            await Assert.ThrowsAsync<TException>(() => _cluster.Rotate(token));
        await deactivated;
    }

    /// <summary>Null if the answer was lost.</summary>
    private async Task<TokenPair?> SpendOrNull(RefreshToken token)
    {
        try
        {
            return await _cluster.Spend(token);
        }
        catch (WriteOutcomeUnknownException)
        {
            return null;
        }
    }

    private Task<SessionState> ReadSession(RefreshToken token) =>
        _cluster.Storage.Read<SessionState>("session", _cluster.Grains.Session(token.Session));

    private static DateTimeOffset WholeSeconds(DateTimeOffset time) => DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds());
}
