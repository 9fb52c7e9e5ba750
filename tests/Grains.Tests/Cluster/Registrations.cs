using TokenGrains.Sessions;
using TokenGrains.Users;

namespace TokenGrains.Grains.Tests.Cluster;

[Collection(SharedCluster.Name)]
public sealed class Registrations(SharedCluster shared)
{
    private readonly TokenCluster _cluster = shared.Cluster;

    [Fact]
    public async Task Who_registers_is_described_and_can_sign_in()
    {
        var account = Account.Invent(_cluster);

        var registered = Assert.IsType<RegisterResult.Registered>(await account.Register());

        Assert.Equal(new UserDescription(account.User, account.Name, true, false, _cluster.Time.GetUtcNow(), null), registered.User);
        Assert.Null(registered.Tokens);
        Assert.Equal(registered.User, await account.Grain.Describe());
        Assert.Equal(registered.User, await _cluster.Grains.Username(account.Name).Find(account.Name));
        var access = await _cluster.ReadAccess(await account.StartSession());
        Assert.Equal((account.User, account.Name.Value), (access.User, access.Name));
    }

    [Fact]
    public async Task Who_registers_and_signs_in_at_once_gets_tokens_that_work()
    {
        var account = Account.Invent(_cluster);

        var registered = Assert.IsType<RegisterResult.Registered>(await account.Register(signsIn: true));

        var opaque = await _cluster.ReadOpaque(registered.Tokens!.OpaqueToken);
        Assert.IsType<AuthenticateResult.Authenticated>(await account.Authenticate(opaque));
        Assert.Equal(registered.Tokens.OpaqueToken, await account.GetOpaqueText());
        await _cluster.Spend(await _cluster.ReadRefresh(registered.Tokens.Session!));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_registration_whose_answer_was_lost_is_answered_again(bool signsIn)
    {
        var account = Account.Invent(_cluster);
        var first = Assert.IsType<RegisterResult.Registered>(await account.Register(signsIn));

        var second = Assert.IsType<RegisterResult.Registered>(await account.Register(signsIn));

        Assert.Equal(first.User, second.User);
        Assert.Equal(first.Tokens?.OpaqueToken, second.Tokens?.OpaqueToken);
        if (signsIn)
            await _cluster.Spend(await _cluster.ReadRefresh(second.Tokens!.Session!));
        Assert.IsType<RegisterResult.NameTaken>(await (account with { User = UserId.Create() }).Register(signsIn));
        await account.StartSession();
    }

    [Fact]
    public async Task A_fresh_id_is_found_for_who_brings_none()
    {
        var (name, password) = (Account.Invent(_cluster).Name, "correct horse");

        var registered = Assert.IsType<RegisterResult.Registered>(await _cluster.Grains.Register(name, password, isStaff: true));

        Assert.True(registered.User.IsStaff);
        Assert.IsType<RegisterResult.NameTaken>(await _cluster.Grains.Register(name, password));
    }

    [Fact]
    public async Task A_taken_id_is_not_given_out_and_the_name_that_wanted_it_stays_free()
    {
        var account = await Account.Register(_cluster);
        var second = Account.Invent(_cluster) with { User = account.User };

        Assert.IsType<RegisterResult.IdTaken>(await second.Register());

        Assert.IsType<SignInResult.InvalidCredentials>(await second.SignIn());
        await account.StartSession();
        Assert.IsType<RegisterResult.Registered>(await (second with { User = UserId.Create() }).Register());
    }

    [Fact]
    public async Task A_refused_password_takes_neither_the_name_nor_the_id()
    {
        var account = Account.Invent(_cluster);

        var refused = await (account with { Password = "short" }).Register();

        Assert.Equal(new RegisterResult.PasswordRefused(PasswordFault.TooShort), refused);
        Assert.IsType<RegisterResult.Registered>(await account.Register());
    }

    [Fact]
    public async Task A_deleted_user_is_gone_for_good_and_leaves_its_name_to_others()
    {
        var account = await Account.Register(_cluster);
        var (refresh, opaque) = (await account.GetRefreshToken(), await account.GetOpaqueToken());

        Assert.True(await account.Grain.Delete());

        Assert.False(await account.Grain.Delete());
        Assert.Null(await account.Grain.Describe());
        Assert.Null(await _cluster.Grains.Username(account.Name).Find(account.Name));
        Assert.IsType<SignInResult.InvalidCredentials>(await account.SignIn());
        Assert.IsType<AuthenticateResult.Unknown>(await account.Authenticate(opaque));
        await _cluster.AssertRefused(RefusalCause.UserInactive, refresh);
        Assert.IsType<UpdateUserResult.UnknownUser>(await account.Grain.Update(new UserChanges(IsActive: true)));
        Assert.False(await account.Grain.RevokeSessions());
        Assert.False(await account.Grain.RevokeOpaqueTokens());

        Assert.IsType<RegisterResult.IdTaken>(await account.Register());
        Assert.IsType<RegisterResult.IdTaken>(await (Account.Invent(_cluster) with { User = account.User }).Register());
        var heir = account with { User = UserId.Create(), Password = "another horse" };
        Assert.IsType<RegisterResult.Registered>(await heir.Register());
        await heir.StartSession();
        Assert.IsType<AuthenticateResult.Unknown>(await heir.Authenticate(opaque));
        await _cluster.AssertRefused(RefusalCause.UserInactive, refresh);
        Assert.IsType<SignInResult.InvalidCredentials>(await account.SignIn());
    }
}
