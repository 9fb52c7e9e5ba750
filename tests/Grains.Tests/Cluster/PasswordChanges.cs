using TokenGrains.Sessions;
using TokenGrains.Users;

namespace TokenGrains.Grains.Tests.Cluster;

[Collection(SharedCluster.Name)]
public sealed class PasswordChanges(SharedCluster shared)
{
    private const string New = "a new horse";

    private readonly TokenCluster _cluster = shared.Cluster;

    [Fact]
    public async Task Every_session_ends_with_one_write_of_the_user_and_one_begins()
    {
        var account = await Account.Register(_cluster);
        var former = new[] { await account.GetRefreshToken(), await account.GetRefreshToken(), await account.GetRefreshToken() };
        var writes = _cluster.Storage.CountWrites("user", account.Grain);

        var changed = Assert.IsType<ChangePasswordResult.Changed>(await Change(account));

        Assert.Equal(writes + 1, _cluster.Storage.CountWrites("user", account.Grain));
        Assert.All(former, token => Assert.Equal(1, _cluster.Storage.CountWrites("session", _cluster.Grains.Session(token.Session))));
        foreach (var token in former)
            await _cluster.AssertRefused(RefusalCause.Epoch, token);
        await _cluster.Spend(await _cluster.ReadRefresh(changed.Tokens!));
        Assert.IsType<SignInResult.InvalidCredentials>(await account.SignIn());
        await (account with { Password = New }).StartSession();
    }

    [Fact]
    public async Task A_session_begins_only_for_who_asks_for_one()
    {
        var account = await Account.Register(_cluster);

        Assert.Equal(new ChangePasswordResult.Changed(Tokens: null), await Change(account, startsSession: false));
    }

    [Fact]
    public async Task Only_the_present_password_opens_the_way_to_a_new_one()
    {
        var account = await Account.Register(_cluster);
        var refresh = await account.GetRefreshToken();

        Assert.Equal(new ChangePasswordResult.WrongPassword(), await Change(account with { Password = "wrong horse" }));
        Assert.Equal(
            new ChangePasswordResult.PasswordRefused(PasswordFault.TooShort),
            await account.Grain.ChangePassword(new PasswordChange(account.Password, "short", StartsSession: true)));

        await _cluster.Spend(refresh);
        await account.StartSession();
    }

    [Fact]
    public async Task An_account_that_is_gone_has_no_password()
    {
        var account = await Account.Register(_cluster);
        await account.Grain.Delete();

        Assert.Equal(new ChangePasswordResult.UnknownUser(), await Change(account));
    }

    [Fact]
    public async Task Of_two_changes_at_once_one_wins()
    {
        var account = await Account.Register(_cluster);

        var results = await Task.WhenAll(Change(account), Change(account));

        Assert.Single(results, result => result is ChangePasswordResult.Changed);
        Assert.Single(results, result => result is ChangePasswordResult.WrongPassword);
    }

    [Theory]
    [InlineData(WriteFault.NotWritten)]
    [InlineData(WriteFault.AnswerLost)]
    public async Task After_a_failed_write_the_password_and_the_sessions_are_what_storage_says(WriteFault fault)
    {
        var account = await Account.Register(_cluster);
        var refresh = await account.GetRefreshToken();
        var deactivated = _cluster.WhenDeactivated(account.Grain);

        using (_cluster.Storage.Fail(fault, "user", account.Grain))
            await Assert.ThrowsAnyAsync<OrleansException>(() => Change(account));
        await deactivated;

        if (fault is WriteFault.NotWritten)
            await _cluster.Spend(refresh);
        else
            await _cluster.AssertRefused(RefusalCause.Epoch, refresh);
        await (account with { Password = fault is WriteFault.NotWritten ? account.Password : New }).StartSession();
    }

    [Fact]
    public async Task When_the_new_session_cannot_be_written_the_new_password_holds_and_the_former_sessions_are_over()
    {
        var account = await Account.Register(_cluster);
        var refresh = await account.GetRefreshToken();

        using (_cluster.Storage.Fail(WriteFault.NotWritten, "session"))
            await Assert.ThrowsAnyAsync<OrleansException>(() => Change(account));

        await _cluster.AssertRefused(RefusalCause.Epoch, refresh);
        Assert.IsType<SignInResult.InvalidCredentials>(await account.SignIn());
        await (account with { Password = New }).StartSession();
    }

    private static Task<ChangePasswordResult> Change(Account account, bool startsSession = true) =>
        account.Grain.ChangePassword(new PasswordChange(account.Password, New, startsSession)).WaitAsync(TokenCluster.Limit);
}
