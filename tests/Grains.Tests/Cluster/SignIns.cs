using TokenGrains.Sessions;
using TokenGrains.Users;

namespace TokenGrains.Grains.Tests.Cluster;

[Collection(SharedCluster.Name)]
public sealed class SignIns(SharedCluster shared)
{
    private readonly TokenCluster _cluster = shared.Cluster;

    [Theory]
    [InlineData(SignInPurpose.Session)]
    [InlineData(SignInPurpose.OpaqueToken)]
    public async Task An_unknown_name_and_a_wrong_password_get_the_same_answer(SignInPurpose purpose)
    {
        var account = await Account.Register(_cluster);

        var unknownName = await Account.Invent(_cluster).SignIn(purpose);
        var wrongPassword = await (account with { Password = "wrong horse" }).SignIn(purpose);

        Assert.Equal(unknownName, wrongPassword);
        Assert.Equal(new SignInResult.InvalidCredentials(), wrongPassword);
    }

    [Fact]
    public async Task Names_differ_in_case_but_not_in_the_spelling_of_a_character()
    {
        var stem = Account.Invent(_cluster).Name;
        var account = Account.Invent(_cluster) with { Name = Account.NameOf($"\uFB01{stem}") };
        Assert.IsType<RegisterResult.Registered>(await account.Register());

        await (account with { Name = Account.NameOf($"fi{stem}") }).StartSession();

        Assert.IsType<SignInResult.InvalidCredentials>(await (account with { Name = Account.NameOf($"Fi{stem}") }).SignIn());
    }

    [Theory]
    [InlineData(SignInPurpose.Session)]
    [InlineData(SignInPurpose.OpaqueToken)]
    public async Task Only_who_knows_the_password_learns_that_a_user_is_inactive(SignInPurpose purpose)
    {
        var account = await Account.Register(_cluster);
        await account.Update(new UserChanges(IsActive: false));

        Assert.IsType<SignInResult.UserInactive>(await account.SignIn(purpose));
        Assert.IsType<SignInResult.InvalidCredentials>(await (account with { Password = "wrong horse" }).SignIn(purpose));
    }

    [Fact]
    public async Task The_tokens_of_an_inactive_user_sleep_and_work_again_afterwards()
    {
        var account = await Account.Register(_cluster);
        var (refresh, opaque) = (await account.GetRefreshToken(), await account.GetOpaqueToken());

        await account.Update(new UserChanges(IsActive: false));
        await _cluster.AssertRefused(RefusalCause.UserInactive, refresh);
        Assert.IsType<AuthenticateResult.UserInactive>(await account.Authenticate(opaque));

        await account.Update(new UserChanges(IsActive: true));
        await _cluster.Spend(refresh);
        Assert.IsType<AuthenticateResult.Authenticated>(await account.Authenticate(opaque));
        await account.StartSession();
    }

    [Fact]
    public async Task A_new_password_ends_the_sessions_and_the_old_password_but_not_the_opaque_token()
    {
        var account = await Account.Register(_cluster);
        var (refresh, opaque) = (await account.GetRefreshToken(), await account.GetOpaqueToken());

        await account.Update(new UserChanges(Password: "a new horse"));

        await _cluster.AssertRefused(RefusalCause.Epoch, refresh);
        Assert.IsType<SignInResult.InvalidCredentials>(await account.SignIn());
        Assert.IsType<AuthenticateResult.Authenticated>(await account.Authenticate(opaque));
        await _cluster.Spend(await (account with { Password = "a new horse" }).GetRefreshToken());
    }

    [Fact]
    public async Task A_refused_password_changes_nothing()
    {
        var account = await Account.Register(_cluster);
        var refresh = await account.GetRefreshToken();

        var refused = await account.Grain.Update(new UserChanges(IsStaff: true, Password: "short"));

        Assert.Equal(new UpdateUserResult.PasswordRefused(PasswordFault.TooShort), refused);
        Assert.False((await account.Grain.Describe())!.IsStaff);
        await account.StartSession();
        await _cluster.Spend(refresh);
    }
}
