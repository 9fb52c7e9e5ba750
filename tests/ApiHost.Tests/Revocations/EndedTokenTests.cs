using TokenGrains.ApiHost.Tests.Django;

namespace TokenGrains.ApiHost.Tests.Revocations;

/// <summary>An access token is refused as soon as what it stands for was ended, though its exp is minutes away.</summary>
[Collection(DjangoCollection.Name)]
public class EndedTokenTests(TokenApp app)
{
    [Fact]
    public async Task Signing_out_ends_the_access_tokens_of_that_session_alone()
    {
        var user = await app.Register();
        var other = (await app.SignIn(user.Name))["access"];
        await AssertTaken(user.Access);

        Assert.Equal(200, (await app.Blacklist(user.Refresh)).Status);
        await AssertRefused(user.Access);
        await AssertTaken(other);
    }

    [Fact]
    public async Task Reuse_of_a_refresh_token_ends_the_access_tokens_of_the_session()
    {
        var user = await app.Register();
        var next = (await app.Refresh(user.Refresh))["access"];
        app.Time.Advance(TimeSpan.FromMinutes(2));
        await AssertTaken(next);

        Assert.Equal(401, (await app.Refresh(user.Refresh)).Status);
        await AssertRefused(next);
        await AssertRefused(user.Access);
    }

    [Fact]
    public async Task Access_tokens_sleep_while_their_user_is_inactive()
    {
        var user = await app.Register();
        await AssertTaken(user.Access);
        await app.Change(user.Name, new { is_active = false });
        await AssertRefused(user.Access);
        Assert.Contains("user_inactive", (await app.HelloJwt(user.Access)).Body, StringComparison.Ordinal);

        await app.Change(user.Name, new { is_active = true });
        await AssertTaken(user.Access);
    }

    [Fact]
    public async Task A_deleted_user_has_no_access_token()
    {
        var user = await app.Register();
        await AssertTaken(user.Access);
        await app.Delete(user.Name);
        await AssertRefused(user.Access);
        Assert.Contains("user_not_found", (await app.HelloJwt(user.Access)).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_password_ends_what_was_signed_in_with_the_old_one()
    {
        var user = await app.Register();
        await AssertTaken(user.Access);
        await app.Change(user.Name, new { password = "another long password" });
        await AssertRefused(user.Access);

        // The clock stands still: it is the same second.
        await AssertTaken((await app.SignIn(user.Name, "another long password"))["access"]);
    }

    [Fact]
    public async Task Ending_all_sessions_ends_their_access_tokens_and_not_those_of_the_same_second_afterwards()
    {
        var user = await app.Register();
        var id = await app.IdOf(user.Name);
        var second = (await app.SignIn(user.Name))["access"];
        Assert.Equal(204, (await app.Admin("DELETE", $"{id}/sessions/")).Status);
        await AssertRefused(user.Access);
        await AssertRefused(second);

        var signIn = await app.SignIn(user.Name);
        await AssertTaken(signIn["access"]);
        await AssertTaken((await app.Refresh(signIn["refresh"]))["access"]);
    }

    [Fact]
    public async Task A_kept_verdict_about_an_opaque_token_ends_with_the_token()
    {
        var user = await app.Register();
        Assert.Equal(200, (await app.Hello(user.Opaque)).Status);
        Assert.Equal(204, (await app.Admin("DELETE", $"{await app.IdOf(user.Name)}/tokens/")).Status);
        await app.CatchUp();
        Assert.Equal(401, (await app.Hello(user.Opaque)).Status);
    }

    [Fact]
    public async Task A_kept_caller_has_the_name_of_this_moment()
    {
        var user = await app.Register();
        await AssertTaken(user.Access);
        var name = TokenApp.NewName();
        await app.Change(user.Name, new { username = name });
        await app.CatchUp();
        Assert.Contains(name, (await app.HelloJwt(user.Access)).Body, StringComparison.Ordinal);
        Assert.Contains(name, (await app.Hello(user.Opaque)).Body, StringComparison.Ordinal);
    }

    private async Task AssertTaken(string access)
    {
        await app.CatchUp();
        Assert.Equal(200, (await app.HelloStateless(access)).Status);
        Assert.Equal(200, (await app.HelloJwt(access)).Status);
    }

    private async Task AssertRefused(string access)
    {
        await app.CatchUp();
        Assert.Equal(401, (await app.HelloStateless(access)).Status);
        Assert.Equal(401, (await app.HelloJwt(access)).Status);
    }
}
