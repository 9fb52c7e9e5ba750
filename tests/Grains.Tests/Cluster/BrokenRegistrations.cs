using TokenGrains.Grains.Users;
using TokenGrains.Users;

namespace TokenGrains.Grains.Tests.Cluster;

/// <summary>A registration or a change of name breaks off between two writes: nobody is half there, and no name is blocked.</summary>
[Collection(SharedCluster.Name)]
public sealed class BrokenRegistrations(SharedCluster shared)
{
    private readonly TokenCluster _cluster = shared.Cluster;

    /// <summary>Every write of a registration, failing in every way, and whether the memory is lost with it.</summary>
    public static TheoryData<string, WriteFault, bool> Breaks
    {
        get
        {
            var breaks = new TheoryData<string, WriteFault, bool>();
            foreach (var state in new[] { "username", "user", "session" })
            {
                foreach (var fault in Enum.GetValues<WriteFault>())
                {
                    breaks.Add(state, fault, false);
                    breaks.Add(state, fault, true);
                }
            }

            return breaks;
        }
    }

    [Theory, MemberData(nameof(Breaks))]
    public async Task The_account_is_whole_or_the_name_is_free(string state, WriteFault fault, bool memoryIsLost)
    {
        var account = Account.Invent(_cluster);
        await Break(account, state, fault, memoryIsLost);

        // The user's row decides: once it is written, the account is there.
        var isWhole = state is "session" || (state, fault) is ("user", WriteFault.AnswerLost);
        Assert.Equal(isWhole, await account.SignIn() is SignInResult.SessionStarted);
        Assert.Equal(isWhole, await account.SignIn(SignInPurpose.OpaqueToken) is SignInResult.OpaqueTokenGranted);
        Assert.Equal(isWhole, await account.Grain.Describe() is not null);
        Assert.Equal(isWhole, await _cluster.Grains.Username(account.Name).Find(account.Name) is not null);

        var other = Account.Invent(_cluster) with { Name = account.Name };
        Assert.Equal(isWhole, await other.Register() is RegisterResult.NameTaken);
        Assert.Equal(isWhole, await account.SignIn() is SignInResult.SessionStarted);
        Assert.Equal(!isWhole, await other.SignIn() is SignInResult.SessionStarted);
    }

    [Theory, MemberData(nameof(Breaks))]
    public async Task Who_tries_again_has_an_account(string state, WriteFault fault, bool memoryIsLost)
    {
        var account = Account.Invent(_cluster);
        await Break(account, state, fault, memoryIsLost);

        var again = account with { User = UserId.Create() };
        var result = await again.Register();

        var user = result is RegisterResult.Registered ? again : account;
        Assert.True(result is RegisterResult.Registered or RegisterResult.NameTaken);
        await user.StartSession();
        Assert.Equal(user.User, (await _cluster.Grains.Username(account.Name).Find(account.Name))!.User);
    }

    [Fact]
    public async Task A_registration_that_was_given_up_is_never_completed()
    {
        var slow = Account.Invent(_cluster);
        await Break(slow, "user", WriteFault.NotWritten, memoryIsLost: false);
        var other = Account.Invent(_cluster) with { Name = slow.Name };
        Assert.IsType<RegisterResult.Registered>(await other.Register());

        // The second step of the first registration, on its way all the time.
        var registration = new Registration(slow.User, slow.Name, slow.Password);
        var completed = await _cluster.Grains.UserAccount(slow.User).Create(registration, "hash");

        Assert.IsType<RegisterResult.IdTaken>(completed);
        Assert.Null(await slow.Grain.Describe());
        await other.StartSession();
    }

    [Theory]
    [InlineData("username", WriteFault.NotWritten)]
    [InlineData("username", WriteFault.AnswerLost)]
    [InlineData("user", WriteFault.NotWritten)]
    [InlineData("user", WriteFault.AnswerLost)]
    public async Task After_a_broken_rename_the_user_has_one_name_and_the_other_is_free(string state, WriteFault fault)
    {
        var account = await Account.Register(_cluster);
        var renamed = account with { Name = Account.Invent(_cluster).Name };
        await BreakRename(account, renamed.Name, state, fault);

        var isRenamed = (state, fault) is ("user", WriteFault.AnswerLost);
        Assert.Equal(isRenamed, await renamed.SignIn() is SignInResult.SessionStarted);
        Assert.Equal(!isRenamed, await account.SignIn() is SignInResult.SessionStarted);

        var user = isRenamed ? renamed : account;
        var other = Account.Invent(_cluster) with { Name = isRenamed ? account.Name : renamed.Name };
        Assert.IsType<RegisterResult.NameTaken>(await (other with { Name = user.Name }).Register());
        Assert.IsType<RegisterResult.Registered>(await (other with { User = UserId.Create() }).Register());
        await user.StartSession();
    }

    [Fact]
    public async Task A_rename_that_was_given_up_is_never_completed()
    {
        var account = await Account.Register(_cluster);
        var claim = await GiveUpRename(account);

        Assert.False(await _cluster.Grains.UserAccount(account.User).Assume(claim));

        await account.StartSession();
    }

    [Fact]
    public async Task No_later_fence_lets_a_rename_be_completed_that_was_given_up()
    {
        var account = await Account.Register(_cluster);
        var claim = await GiveUpRename(account);
        await GiveUpRename(account);

        Assert.False(await _cluster.Grains.UserAccount(account.User).Assume(claim));

        await account.StartSession();
    }

    /// <summary>A rename that breaks off after its claim, whose name then goes to somebody else.</summary>
    private async Task<NameClaim> GiveUpRename(Account account)
    {
        var name = Account.Invent(_cluster).Name;
        await BreakRename(account, name, "user", WriteFault.NotWritten);
        var claimed = await _cluster.Storage.Read<UsernameState>("username", _cluster.Grains.Username(name));
        Assert.Equal(account.User, claimed.Owner);

        var other = Account.Invent(_cluster) with { Name = name };
        Assert.IsType<RegisterResult.Registered>(await other.Register());
        return new NameClaim(name, claimed.ClaimNumber);
    }

    private async Task Break(Account account, string state, WriteFault fault, bool memoryIsLost)
    {
        using (_cluster.Storage.Fail(fault, state))
            await Assert.ThrowsAnyAsync<OrleansException>(() => account.Register(signsIn: true));

        if (!memoryIsLost)
            return;
        await _cluster.Deactivate(_cluster.Grains.Username(account.Name));
        await _cluster.Deactivate(account.Grain);
    }

    private async Task BreakRename(Account account, Username name, string state, WriteFault fault)
    {
        using (_cluster.Storage.Fail(fault, state))
            await Assert.ThrowsAnyAsync<OrleansException>(() => account.RenameTo(name));
    }
}
