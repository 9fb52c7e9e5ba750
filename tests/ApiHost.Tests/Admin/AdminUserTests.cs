using System.Text.Json;

namespace TokenGrains.ApiHost.Tests.Admin;

/// <summary>Making, finding, changing and deleting accounts: DESIGN.md section 2.</summary>
[Collection(AdminCollection.Name)]
public class AdminUserTests(TokenApp app)
{
    [Fact]
    public async Task A_new_user_is_described_in_snake_case()
    {
        var name = TokenApp.NewName();
        var answer = await app.Admin("POST", "", new { username = name, password = TokenAppVerbs.Password });
        var id = answer.Json.GetProperty("id").GetInt64();
        Assert.Equal(201, answer.Status);
        Assert.Equal("application/json; charset=utf-8", answer.Header("Content-Type"));
        Assert.Equal($"/api/admin/users/{id}/", answer.Header("Location"));
        var joined = JsonSerializer.Serialize(app.Time.GetUtcNow());
        Assert.Equal($$"""{"id":{{id}},"username":"{{name}}","is_active":true,"is_staff":false,"date_joined":{{joined.Replace("\\u002B", "+", StringComparison.Ordinal)}},"last_login":null}""", answer.Body);

        Assert.Equal($"[{answer.Body}]", (await app.Admin("GET", $"?username={name}")).Body);
        Assert.Equal(answer.Body, (await app.Admin("GET", $"{id}/")).Body);
        Assert.Equal(200, (await app.SignIn(name)).Status);
    }

    [Fact]
    public async Task A_user_can_be_made_inactive_and_staff()
    {
        var name = TokenApp.NewName();
        var made = (await app.Admin("POST", "", new { username = name, password = TokenAppVerbs.Password, is_active = false, is_staff = true })).Json;
        Assert.False(made.GetProperty("is_active").GetBoolean());
        Assert.True(made.GetProperty("is_staff").GetBoolean());
        Assert.Equal(401, (await app.SignIn(name)).Status);

        await app.Change(name, new { is_active = true });
        var token = (await app.ObtainOpaqueToken(name))["token"];
        Assert.Equal(200, (await app.Get($"{TokenAppAdmin.UsersPath}?username={name}", $"Authorization: Token {token}")).Status);
    }

    [Fact]
    public async Task A_name_that_nobody_has_finds_nobody()
    {
        foreach (var name in new[] { "nobody-at-all", "", "a%20b", "%00", "%F0%9F%98%80", new string('a', 2_000) })
            Assert.Equal((200, "[]"), await app.Admin("GET", $"?username={name}") is var found ? (found.Status, found.Body) : default);
    }

    [Fact]
    public async Task A_rename_frees_the_old_name_and_keeps_the_rest()
    {
        var (user, renamed) = (await app.Register(), TokenApp.NewName());
        var id = await app.IdOf(user.Name);
        var answer = await app.Admin("PATCH", $"{id}/", new { username = renamed });
        Assert.Equal((200, renamed), (answer.Status, answer["username"]));

        Assert.Equal(200, (await app.SignIn(renamed)).Status);
        Assert.Equal(401, (await app.SignIn(user.Name)).Status);
        Assert.Equal($$"""{"user":"{{renamed}}"}""", (await app.Hello(user.Opaque)).Body);
        Assert.Equal(200, (await app.Refresh(user.Refresh)).Status);
        Assert.Equal("[]", (await app.Admin("GET", $"?username={user.Name}")).Body);

        await app.Register(user.Name);
        Assert.NotEqual(id, await app.IdOf(user.Name));
        Assert.Equal(409, (await app.Admin("PATCH", $"{id}/", new { username = user.Name })).Status);
    }

    [Fact]
    public async Task A_rename_to_a_name_that_is_taken_changes_nothing_else()
    {
        var (user, other) = (await app.Register(), await app.Register());
        var answer = await app.Admin("PATCH", $"{await app.IdOf(user.Name)}/", new { username = other.Name, is_active = false, password = "another long password" });
        Assert.Equal(409, answer.Status);
        Assert.Equal(200, (await app.SignIn(user.Name)).Status);
    }

    [Fact]
    public async Task A_rename_to_the_own_name_is_no_conflict()
    {
        var user = await app.Register();
        Assert.Equal(200, (await app.Admin("PATCH", $"{await app.IdOf(user.Name)}/", new { username = user.Name })).Status);
    }

    [Fact]
    public async Task Deactivating_ends_what_it_must_and_reactivating_brings_it_back()
    {
        var user = await app.Register();
        await app.Change(user.Name, new { is_active = false });
        Assert.Equal(401, (await app.SignIn(user.Name)).Status);
        Assert.Equal(400, (await app.ObtainOpaqueToken(user.Name)).Status);
        Assert.Equal(401, (await app.Hello(user.Opaque)).Status);
        Assert.Equal(401, (await app.Refresh(user.Refresh)).Status);

        await app.Change(user.Name, new { is_active = true });
        Assert.Equal(200, (await app.Hello(user.Opaque)).Status);
        Assert.Equal(200, (await app.Refresh(user.Refresh)).Status);
    }

    [Fact]
    public async Task A_deleted_id_is_never_given_out_again()
    {
        var user = await app.Register();
        var id = await app.IdOf(user.Name);
        var answer = await app.Admin("DELETE", $"{id}/");
        Assert.Equal((204, ""), (answer.Status, answer.Body));

        Assert.Equal(404, (await app.Admin("GET", $"{id}/")).Status);
        Assert.Equal(404, (await app.Admin("DELETE", $"{id}/")).Status);
        Assert.Equal(401, (await app.Hello(user.Opaque)).Status);
        Assert.Equal(401, (await app.Refresh(user.Refresh)).Status);
        Assert.Equal(401, (await app.SignIn(user.Name)).Status);

        var again = await app.Register(user.Name);
        Assert.NotEqual(id, await app.IdOf(again.Name));
        Assert.Equal(401, (await app.Hello(user.Opaque)).Status);
        Assert.Equal(401, (await app.Refresh(user.Refresh)).Status);
        Assert.Equal(404, (await app.Admin("GET", $"{id}/")).Status);
    }

    [Fact]
    public async Task Deleting_tokens_ends_the_opaque_token_and_nothing_else()
    {
        var user = await app.Register();
        Assert.Equal(204, (await app.Admin("DELETE", $"{await app.IdOf(user.Name)}/tokens/")).Status);
        Assert.Equal((401, """{"detail":"Invalid token."}"""), await app.Hello(user.Opaque) is var refused ? (refused.Status, refused.Body) : default);
        Assert.Equal(200, (await app.Refresh(user.Refresh)).Status);

        var next = (await app.ObtainOpaqueToken(user.Name))["token"];
        Assert.NotEqual(user.Opaque, next);
        Assert.Equal(200, (await app.Hello(next)).Status);
        Assert.Equal(401, (await app.Hello(user.Opaque)).Status);
    }

    [Fact]
    public async Task Deleting_sessions_ends_those_there_are_and_not_those_to_come()
    {
        var user = await app.Register();
        var other = (await app.SignIn(user.Name))["refresh"];
        Assert.Equal(204, (await app.Admin("DELETE", $"{await app.IdOf(user.Name)}/sessions/")).Status);
        Assert.Equal(401, (await app.Refresh(user.Refresh)).Status);
        Assert.Equal(401, (await app.Refresh(other)).Status);
        Assert.Equal(200, (await app.Hello(user.Opaque)).Status);
        Assert.Equal(200, (await app.Refresh((await app.SignIn(user.Name))["refresh"])).Status);
    }

    [Fact]
    public async Task Every_call_on_an_unknown_user_says_404()
    {
        foreach (var id in new[] { "42", "0", "-1", "042", "9007199254740992", "abc", "%2e%2e" })
        {
            foreach (var (method, path) in new[] { ("GET", ""), ("DELETE", ""), ("DELETE", "tokens/"), ("DELETE", "sessions/") })
                Assert.True((await app.Admin(method, $"{id}/{path}")).Status == 404, $"{method} {id}/{path}");
            Assert.Equal(404, (await app.Admin("PATCH", $"{id}/", new { is_active = true })).Status);
        }
    }
}
