namespace TokenGrains.ApiHost.Tests.Django;

public sealed class SlidingApp() : TokenApp(
    "SimpleJwt:AUTH_TOKEN_CLASSES=[\"rest_framework_simplejwt.tokens.AccessToken\",\"rest_framework_simplejwt.tokens.SlidingToken\"]");

/// <summary>Sliding tokens, under the keys of the ring: wire/DJANGO.md section 3.7.</summary>
public class SlidingTokenTests(SlidingApp app) : IClassFixture<SlidingApp>
{
    [Fact]
    public async Task It_opens_resources_and_is_exchanged_until_its_refresh_end()
    {
        var token = await Obtain(await app.Register());
        var first = Jwt.Payload(token);
        Assert.Equal("JWT", Jwt.Header(token).GetProperty("typ").GetString());
        Assert.Equal(200, (await app.HelloJwt(token)).Status);

        for (var minutes = 4; minutes < 24 * 60; minutes += 4)
        {
            app.Time.Advance(TimeSpan.FromMinutes(4));
            var answer = await Refresh(token);
            Assert.Equal(200, answer.Status);
            token = answer["token"];
        }

        var last = Jwt.Payload(token);
        foreach (var claim in new[] { "jti", "refresh_exp", "user_id", "sub" })
            Assert.Equal(first.GetProperty(claim).ToString(), last.GetProperty(claim).ToString());
        app.Time.Advance(TimeSpan.FromMinutes(4));
        Assert.Equal("""{"detail":"Token 'refresh_exp' claim has expired","code":"token_not_valid"}""", (await Refresh(token)).Body);
    }

    [Fact]
    public async Task Within_a_second_the_renewed_token_is_the_same_byte_for_byte()
    {
        var token = await Obtain(await app.Register());
        var payload = token.Split('.')[1];
        Assert.Equal(payload, (await Refresh(token))["token"].Split('.')[1]);
    }

    [Fact]
    public async Task It_ends_with_its_own_time_and_with_its_user()
    {
        var user = await app.Register();
        var token = await Obtain(user);
        await app.Change(user.Name, new { is_active = false });
        Assert.Equal((401, """{"detail":"No active account found for the given token."}"""), await Refresh(token) is var answer ? (answer.Status, answer.Body) : default);
        Assert.Equal(401, (await app.HelloJwt(token)).Status);
        await app.Change(user.Name, new { is_active = true });
        app.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal("""{"detail":"Token is expired","code":"token_not_valid"}""", (await Refresh(token)).Body);
    }

    [Fact]
    public async Task A_bad_token_is_refused_in_the_name_of_both_classes()
    {
        var answer = await app.HelloJwt("x.y.z");
        Assert.Contains(
            """[{"token_class":"AccessToken","token_type":"access","message":"Token is invalid"},{"token_class":"SlidingToken","token_type":"sliding","message":"Token is invalid"}]""",
            answer.Body, StringComparison.Ordinal);
    }

    private async Task<string> Obtain(TestUser user) => (await app.Post("/api/sliding/token/", new { username = user.Name, password = user.Password }))["token"];

    private Task<Answer> Refresh(string token) => app.Post("/api/sliding/token/refresh/", new { token });
}
