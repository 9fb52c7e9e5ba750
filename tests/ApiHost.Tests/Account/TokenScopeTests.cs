namespace TokenGrains.ApiHost.Tests.Account;

/// <summary>A token with scopes may do what they say and no more.</summary>
[Collection(AccountTokenCollection.Name)]
public class TokenScopeTests(TokenApp app)
{
    [Theory]
    [InlineData("account", 200, 403, 403)]
    [InlineData("admin", 403, 200, 403)]
    [InlineData("revocations", 403, 403, 200)]
    [InlineData("account admin revocations", 200, 200, 200)]
    [InlineData("something-else", 403, 403, 403)]
    [InlineData("Account ADMIN", 403, 403, 403)]
    [InlineData(null, 200, 200, 200)]
    public async Task Each_face_asks_for_its_own_scope(string? scopes, int account, int admin, int revocations)
    {
        var user = await app.Register();
        await app.Change(user.Name, new { is_staff = true });
        var token = (await app.MakeToken(user.Opaque, new { name = "limited", scopes = scopes?.Split(' ') }))["token"];

        // The second time the verdict comes from the cache.
        for (var time = 0; time < 2; time++)
        {
            Assert.Equal(account, (await app.Tokens(token, "GET")).Status);
            Assert.Equal(admin, (await app.Get(TokenAppAdmin.UsersPath + "?username=x", $"Authorization: Token {token}")).Status);
            Assert.Equal(revocations, (await app.Get("/revocations", $"Authorization: Token {token}")).Status);
            Assert.Equal(200, (await app.Hello(token)).Status);
        }
    }

    [Theory]
    [InlineData("admin", TokenAppAdmin.UsersPath + "?username=x")]
    [InlineData("revocations", "/revocations")]
    public async Task A_scope_makes_nobody_staff(string scope, string path)
    {
        var user = await app.Register();
        var token = (await app.MakeToken(user.Opaque, new { name = "limited", scopes = new[] { scope } }))["token"];
        Assert.Equal(403, (await app.Get(path, $"Authorization: Token {token}")).Status);
    }

    [Fact]
    public async Task The_refusal_names_the_scope_and_reads_no_body()
    {
        var user = await app.Register();
        var token = (await app.MakeToken(user.Opaque, new { name = "limited", scopes = new[] { "x" } }))["token"];
        var answer = await app.Send("POST", TokenAppTokens.Path, "{", $"Authorization: Token {token}", "Content-Type: application/json");
        Assert.Equal((403, "application/problem+json"), (answer.Status, answer.Header("Content-Type")));
        Assert.Contains("account", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_gives_out_no_more_than_it_has()
    {
        var user = await app.Register();
        var id = (await app.Tokens(user.Opaque, "GET")).Json[0].GetProperty("id").GetString();
        var limited = await app.MakeToken(user.Opaque, new { name = "limited", scopes = new[] { "account", "x" } });

        Assert.Equal(403, (await app.Tokens(limited["token"], "POST", "", new { name = "full" })).Status);
        Assert.Equal(403, (await app.Tokens(limited["token"], "POST", "", new { name = "more", scopes = new[] { "account", "admin" } })).Status);
        Assert.Equal(403, (await app.Tokens(limited["token"], "POST", $"/{id}/rotate")).Status);
        await app.MakeToken(limited["token"], new { name = "less", scopes = new[] { "x" } });
        Assert.Equal(201, (await app.Tokens(limited["token"], "POST", $"/{limited["id"]}/rotate")).Status);
    }
}
