using Orleans.Core.Internal;
using TokenGrains.Sessions;
using TokenGrains.Users;

namespace TokenGrains.Grains.Tests.Cluster;

/// <summary>Hashing passwords holds up nothing but sign-ins.</summary>
[Collection(SharedCluster.Name)]
public sealed class BusyHashers(SharedCluster shared)
{
    private readonly TokenCluster _cluster = shared.Cluster;

    [Fact]
    public async Task While_a_password_is_hashed_everything_else_of_the_user_goes_on()
    {
        var account = await Account.Register(_cluster);
        var (opaque, refresh) = (await account.GetOpaqueToken(), await account.GetRefreshToken());
        Task<SignInResult> signIn;
        await using (await BusyHashing.Start(_cluster))
        {
            signIn = await BusyHashing.SignIn(account);

            Assert.IsType<AuthenticateResult.Authenticated>(await account.Authenticate(opaque));
            Assert.NotNull(await _cluster.Grains.UserAccount(account.User).GetStanding().WaitAsync(TokenCluster.Limit));
            await _cluster.Spend(refresh);
            Assert.True(await account.Grain.RevokeOpaqueTokens().WaitAsync(TokenCluster.Limit));
            Assert.False(signIn.IsCompleted);
        }

        Assert.IsType<SignInResult.SessionStarted>(await signIn);
    }

    [Fact]
    public async Task Who_is_deactivated_while_the_password_is_hashed_does_not_sign_in()
    {
        var account = await Account.Register(_cluster);
        Task<SignInResult> signIn;
        await using (await BusyHashing.Start(_cluster))
        {
            signIn = await BusyHashing.SignIn(account);
            await account.Update(new UserChanges(IsActive: false));
        }

        Assert.IsType<SignInResult.UserInactive>(await signIn);
    }

    [Fact]
    public async Task Who_is_deleted_while_the_password_is_hashed_does_not_sign_in()
    {
        var account = await Account.Register(_cluster);
        Task<SignInResult> signIn;
        await using (await BusyHashing.Start(_cluster))
        {
            signIn = await BusyHashing.SignIn(account);
            Assert.True(await account.Grain.Delete());
        }

        Assert.IsType<SignInResult.InvalidCredentials>(await signIn);
    }

    [Fact]
    public async Task A_session_from_before_all_sessions_were_ended_is_over_though_its_sign_in_was_not()
    {
        var account = await Account.Register(_cluster);
        Task<SignInResult> signIn;
        await using (await BusyHashing.Start(_cluster))
        {
            signIn = await BusyHashing.SignIn(account);
            Assert.True(await account.Grain.RevokeSessions());
        }

        var started = Assert.IsType<SignInResult.SessionStarted>(await signIn);
        await _cluster.AssertRefused(RefusalCause.Epoch, await _cluster.ReadRefresh(started.Tokens));
    }

    /// <summary>A grain that called itself for a write would wait for its own end, until the time-out.</summary>
    [Fact]
    public async Task Who_signs_in_while_the_grain_is_about_to_move_is_served_all_the_same()
    {
        var account = await Account.Register(_cluster);
        Task<SignInResult> signIn;
        await using (await BusyHashing.Start(_cluster))
        {
            signIn = await BusyHashing.SignIn(account, SignInPurpose.OpaqueToken);
            await account.Grain.AsReference<IGrainManagementExtension>().DeactivateOnIdle();
        }

        Assert.IsType<SignInResult.OpaqueTokenGranted>(await signIn);
    }

    [Fact]
    public async Task A_full_queue_is_told_at_once_and_changes_nothing()
    {
        var (account, newcomer) = (await Account.Register(_cluster), Account.Invent(_cluster));
        var refresh = await account.GetRefreshToken();
        await using (var hashing = await BusyHashing.Start(_cluster))
        {
            hashing.FillQueue();

            Assert.IsType<SignInResult.Overloaded>(await account.SignIn());
            Assert.IsType<SignInResult.Overloaded>(await newcomer.SignIn());
            Assert.IsType<RegisterResult.Overloaded>(await newcomer.Register());
            Assert.IsType<UpdateUserResult.Overloaded>(await account.Grain.Update(new UserChanges(IsStaff: true, Password: "a new horse")));
            await _cluster.Spend(refresh);
        }

        await account.StartSession();
        Assert.False((await account.Grain.Describe())!.IsStaff);
        Assert.IsType<RegisterResult.Registered>(await newcomer.Register());
    }
}
