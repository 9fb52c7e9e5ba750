namespace TokenGrains.ApiHost.Tests.Account;

/// <summary>A new password by its owner; ASVS 7.4.3, problems of RFC 9457.</summary>
[Collection(AccountCollection.Name)]
public class PasswordTests(TokenApp app)
{
    private const string New = "another long password";

    [Theory]
    [InlineData("/account/password")]
    [InlineData("/account/password/")]
    public async Task A_new_password_ends_every_session_and_gives_the_caller_a_new_one(string path)
    {
        var user = await app.Register();
        var other = await app.SignIn(user.Name);

        var answer = await Change(Bearer(user), user.Password, New, path);

        Assert.Equal(200, answer.Status);
        Assert.Equal("no-store", answer.Header("Cache-Control"));
        foreach (var refresh in new[] { user.Refresh, other["refresh"] })
            Assert.Equal(401, (await app.Refresh(refresh)).Status);
        foreach (var access in new[] { user.Access, other["access"] })
            Assert.Equal(401, (await app.HelloJwt(access)).Status);
        Assert.Equal(200, (await app.HelloJwt(answer["access"])).Status);
        Assert.Equal(200, (await app.Refresh(answer["refresh"])).Status);
        Assert.Equal(401, (await app.SignIn(user.Name, user.Password)).Status);
        Assert.Equal(200, (await app.SignIn(user.Name, New)).Status);
    }

    [Fact]
    public async Task A_caller_without_a_session_gets_none_and_its_opaque_token_lives_on()
    {
        var user = await app.Register();

        var answer = await Change(Opaque(user), user.Password, New);

        Assert.Equal((204, ""), (answer.Status, answer.Body));
        Assert.Equal(401, (await app.Refresh(user.Refresh)).Status);
        Assert.Equal(200, (await app.Hello(user.Opaque)).Status);
    }

    [Fact]
    public async Task A_wrong_present_password_is_a_problem_of_that_member_and_changes_nothing()
    {
        var user = await app.Register();

        var answer = await Change(Bearer(user), "not the password", New);

        AssertProblem(answer, "current_password", "This is not the present password.");
        await AssertUnchanged(user);
    }

    [Theory]
    [InlineData("short", "The password is too short: 8 characters at least.")]
    [InlineData("password123", "The password is too common.")]
    [InlineData("", "Give at least one character, without null characters and lone surrogates.")]
    [InlineData("null \0 character", "Give at least one character, without null characters and lone surrogates.")]
    public async Task A_new_password_that_the_policy_refuses_changes_nothing(string password, string message)
    {
        var user = await app.Register();

        AssertProblem(await Change(Bearer(user), user.Password, password), "new_password", message);

        await AssertUnchanged(user);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"current_password":"a"}""")]
    [InlineData("""{"current_password":1,"new_password":"another long password"}""")]
    [InlineData("""{"current_password":null,"new_password":"another long password"}""")]
    [InlineData("""{"current_password":"a","new_password":["another long password"]}""")]
    [InlineData("""{"current_password":"a","new_password":"another long password","user":42}""")]
    [InlineData("""{"current_password":"a","current_password":"b","new_password":"another long password"}""")]
    [InlineData("""{"current_password":"a","new_password":"\ud800 a lone surrogate"}""")]
    public async Task A_body_of_another_form_is_a_400(string body)
    {
        var user = await app.Register();

        var answer = await app.Post("/account/password", body, Bearer(user));

        Assert.True(answer.Status == 400, answer.ToString());
        Assert.Equal("application/problem+json", answer.Header("Content-Type"));
        await AssertUnchanged(user);
    }

    [Fact]
    public async Task What_is_not_JSON_is_a_415()
    {
        var user = await app.Register();

        Assert.Equal(415, (await app.Send("POST", "/account/password", "a=b", Bearer(user), "Content-Type: text/plain")).Status);
    }

    [Fact]
    public async Task Nobody_but_the_owner_passes_and_the_body_is_not_looked_at_before()
    {
        var user = await app.Register();
        foreach (var header in new[] { "X-None: x", "Authorization: Token tg_forged", "Authorization: Bearer x.y.z", $"Authorization: Bearer {user.Refresh}", "Authorization: Basic YTpi" })
        {
            var answer = await app.Post("/account/password", "{", header);
            Assert.True(answer.Status == 401, $"{header}:\n{answer}");
            Assert.Equal("Token, Bearer realm=\"api\"", answer.Header("WWW-Authenticate"));
            Assert.Equal("application/problem+json", answer.Header("Content-Type"));
        }
    }

    [Fact]
    public async Task A_user_who_was_deactivated_or_deleted_does_not_pass()
    {
        var user = await app.Register();
        await app.Change(user.Name, new { is_active = false });
        foreach (var header in new[] { Bearer(user), Opaque(user) })
            Assert.Equal(401, (await Change(header, user.Password, New)).Status);

        await app.Delete(user.Name);
        foreach (var header in new[] { Bearer(user), Opaque(user) })
            Assert.Equal(401, (await Change(header, user.Password, New)).Status);
    }

    private static string Bearer(TestUser user) => $"Authorization: Bearer {user.Access}";

    private static string Opaque(TestUser user) => $"Authorization: Token {user.Opaque}";

    private static void AssertProblem(Answer answer, string member, string message)
    {
        Assert.True(answer.Status == 400, answer.ToString());
        Assert.Equal(message, Assert.Single(answer.Json.GetProperty("errors").GetProperty(member).EnumerateArray()).GetString());
    }

    private Task<Answer> Change(string header, string current, string next, string path = "/account/password") =>
        app.Post(path, new { current_password = current, new_password = next }, header);

    private async Task AssertUnchanged(TestUser user)
    {
        Assert.Equal(200, (await app.HelloJwt(user.Access)).Status);
        Assert.Equal(200, (await app.SignIn(user.Name, user.Password)).Status);
    }
}
