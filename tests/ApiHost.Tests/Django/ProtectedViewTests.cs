namespace TokenGrains.ApiHost.Tests.Django;

/// <summary>The protected samples: wire/DJANGO.md section 4.</summary>
[Collection(DjangoCollection.Name)]
public class ProtectedViewTests(TokenApp app)
{
    [Fact]
    public async Task A_good_token_is_greeted_by_name()
    {
        var user = await app.Register();
        var expected =
            $$"""
            200
            Allow: GET, HEAD, OPTIONS
            Cache-Control: no-store
            Content-Type: application/json
            Vary: Accept

            {"user":"{{user.Name}}"}

            """;
        Assert.Equal(expected, (await app.Hello(user.Opaque)).ToString());
        Assert.Equal(expected, (await app.HelloJwt(user.Access)).ToString());
    }

    [Theory]
    [InlineData("Authorization: token {0}", 200)]
    [InlineData("Authorization: TOKEN {0}", 200)]
    [InlineData("Authorization:    Token  \t {0}  ", 200)]
    [InlineData("Authorization: Bearer {0}", 401)]
    public async Task The_word_before_an_opaque_token_is_taken_in_any_case(string header, int status)
    {
        var user = await app.Register();
        Assert.Equal(status, (await app.Get("/hello/", header.Replace("{0}", user.Opaque, StringComparison.Ordinal))).Status);
    }

    [Theory]
    [InlineData("Authorization: Bearer \t {0}", 200)]
    [InlineData("Authorization: Bearer {0}==", 200)]
    [InlineData("Authorization: bearer {0}", 401)]
    [InlineData("Authorization: BEARER {0}", 401)]
    [InlineData("Authorization: Token {0}", 401)]
    public async Task The_word_before_an_access_token_is_taken_in_its_own_case(string header, int status)
    {
        var user = await app.Register();
        Assert.Equal(status, (await app.Get("/hello-jwt/", header.Replace("{0}", user.Access, StringComparison.Ordinal))).Status);
    }

    [Fact]
    public async Task An_access_token_ends_with_the_second_that_its_exp_names()
    {
        var user = await app.Register();
        var end = DateTimeOffset.FromUnixTimeSeconds(Jwt.Payload(user.Access).GetProperty("exp").GetInt64());
        app.Time.SetUtcNow(end - TimeSpan.FromMilliseconds(1));
        Assert.Equal(200, (await app.HelloJwt(user.Access)).Status);
        app.Time.SetUtcNow(end);
        Assert.Equal(401, (await app.HelloJwt(user.Access)).Status);
        Assert.Equal(200, (await app.Hello(user.Opaque)).Status);
    }

    [Fact]
    public async Task An_opaque_token_sleeps_while_its_user_is_inactive()
    {
        var user = await app.Register();
        await app.Change(user.Name, new { is_active = false });
        Assert.Equal("""{"detail":"User inactive or deleted."}""", (await app.Hello(user.Opaque)).Body);
        await app.Change(user.Name, new { is_active = true });
        Assert.Equal(200, (await app.Hello(user.Opaque)).Status);
    }
}
