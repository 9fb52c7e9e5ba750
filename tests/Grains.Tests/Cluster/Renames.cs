using TokenGrains.Users;

namespace TokenGrains.Grains.Tests.Cluster;

[Collection(SharedCluster.Name)]
public sealed class Renames(SharedCluster shared)
{
    private const int Callers = 16;

    private readonly TokenCluster _cluster = shared.Cluster;

    [Fact]
    public async Task A_renamed_user_signs_in_under_the_new_name_only_and_the_old_one_is_free()
    {
        var account = await Account.Register(_cluster);
        var (refresh, opaque) = (await account.GetRefreshToken(), await account.GetOpaqueText());
        var renamed = account with { Name = Account.Invent(_cluster).Name };

        Assert.Equal(RenameResult.Renamed, await account.RenameTo(renamed.Name));

        Assert.IsType<SignInResult.InvalidCredentials>(await account.SignIn());
        Assert.Null(await _cluster.Grains.Username(account.Name).Find(account.Name));
        Assert.Equal(account.User, (await _cluster.Grains.Username(renamed.Name).Find(renamed.Name))!.User);
        Assert.Equal(opaque, await renamed.GetOpaqueText());
        Assert.Equal(renamed.Name.Value, (await _cluster.ReadAccess(await _cluster.Spend(refresh))).Name);

        var heir = Account.Invent(_cluster) with { Name = account.Name };
        Assert.IsType<RegisterResult.Registered>(await heir.Register());
        await heir.StartSession();
        await renamed.StartSession();
        Assert.Equal(RenameResult.NameTaken, await renamed.RenameTo(account.Name));
        await renamed.StartSession();
    }

    [Fact]
    public async Task A_user_can_take_a_former_name_again()
    {
        var account = await Account.Register(_cluster);

        Assert.Equal(RenameResult.Renamed, await account.RenameTo(Account.Invent(_cluster).Name));
        Assert.Equal(RenameResult.Renamed, await account.RenameTo(account.Name));
        Assert.Equal(RenameResult.Renamed, await account.RenameTo(account.Name));

        await account.StartSession();
    }

    [Fact]
    public async Task Nobody_cannot_be_renamed_and_blocks_no_name()
    {
        var nobody = Account.Invent(_cluster);
        Assert.Equal(RenameResult.UnknownUser, await nobody.RenameTo(nobody.Name));

        var account = Account.Invent(_cluster) with { Name = nobody.Name };
        Assert.IsType<RegisterResult.Registered>(await account.Register());
        await account.StartSession();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    [InlineData(16)]
    public async Task Of_sixteen_who_want_one_name_one_gets_it_and_nobody_loses_another(int renaming)
    {
        var name = Account.Invent(_cluster).Name;
        var users = await Task.WhenAll(Enumerable.Range(0, renaming).Select(_ => Account.Register(_cluster)));
        var newcomers = Enumerable.Range(renaming, Callers - renaming).Select(_ => Account.Invent(_cluster) with { Name = name }).ToList();

        var renames = users.Select(async user => await user.RenameTo(name) is RenameResult.Renamed).ToList();
        var registrations = newcomers.Select(async user => await user.Register() is RegisterResult.Registered).ToList();
        var won = await Task.WhenAll(renames.Concat(registrations));

        Assert.Single(won, true);
        var underTheName = users.Select(user => user with { Name = name }).Concat(newcomers).ToList();
        for (var caller = 0; caller < Callers; caller++)
        {
            Assert.Equal(won[caller], await underTheName[caller].SignIn() is SignInResult.SessionStarted);
            if (caller < renaming)
                Assert.NotEqual(won[caller], await users[caller].SignIn() is SignInResult.SessionStarted);
        }
    }
}
