namespace TokenGrains.ApiHost.Tests.Django;

public sealed class NoRotationApp() : TokenApp("SimpleJwt:ROTATE_REFRESH_TOKENS=false");

/// <summary>SimpleJWT's own default: wire/DJANGO.md section 3.4, DESIGN.md section 6.</summary>
public class NoRotationTests(NoRotationApp app) : IClassFixture<NoRotationApp>
{
    [Fact]
    public async Task A_refresh_gives_an_access_token_only_and_the_refresh_token_stays_good()
    {
        var user = await app.Register();
        var first = await app.Refresh(user.Refresh);
        Assert.Equal(
            """
            200
            Allow: POST, OPTIONS
            Cache-Control: no-store
            Content-Type: application/json
            Vary: Accept

            {"access":"<access>"}

            """,
            first.ToString());
        Assert.Equal(200, (await app.HelloJwt(first["access"])).Status);

        app.Time.Advance(TimeSpan.FromHours(1));
        var second = await app.Refresh(user.Refresh);
        Assert.Equal(200, second.Status);
        Assert.NotEqual(Jwt.Payload(first["access"]).GetProperty("jti").GetString(), Jwt.Payload(second["access"]).GetProperty("jti").GetString());
    }

    [Fact]
    public async Task Blacklisting_ends_it_and_verify_does_not_ask()
    {
        var user = await app.Register();
        Assert.Equal(200, (await app.Blacklist(user.Refresh)).Status);
        Assert.Equal(401, (await app.Refresh(user.Refresh)).Status);
        Assert.Equal(200, (await app.Verify(user.Refresh)).Status);
    }
}
