namespace TokenGrains.ApiHost.Tests.Django;

public sealed class ShortSessionApp() : TokenApp("SimpleJwt:REFRESH_TOKEN_LIFETIME=00:10:00", "Sessions:AbsoluteLifetime=00:30:00", "Sessions:IdleLifetime=00:08:00");

/// <summary>How long a session lasts: DESIGN.md section 6.</summary>
public class SessionLifetimeTests(ShortSessionApp app) : IClassFixture<ShortSessionApp>
{
    [Fact]
    public async Task A_session_ends_however_often_it_is_refreshed()
    {
        var refresh = (await app.Register()).Refresh;
        for (var minute = 7; minute < 22; minute += 7)
        {
            app.Time.Advance(TimeSpan.FromMinutes(7));
            refresh = (await app.Refresh(refresh))["refresh"];
        }

        app.Time.Advance(TimeSpan.FromMinutes(7));
        refresh = (await app.Refresh(refresh))["refresh"];
        Assert.Equal(120, Jwt.Payload(refresh).GetProperty("exp").GetInt64() - app.Time.GetUtcNow().ToUnixTimeSeconds());
        app.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal((401, """{"detail":"Token is expired","code":"token_not_valid"}"""), await app.Refresh(refresh) is var answer ? (answer.Status, answer.Body) : default);
    }

    [Fact]
    public async Task A_session_that_idles_too_long_ends_before_its_token_does()
    {
        var user = await app.Register();
        app.Time.Advance(TimeSpan.FromMinutes(8) - TimeSpan.FromSeconds(1));
        var refresh = (await app.Refresh(user.Refresh))["refresh"];
        app.Time.Advance(TimeSpan.FromMinutes(8));
        Assert.Equal((401, """{"detail":"Token is blacklisted","code":"token_not_valid"}"""), await app.Refresh(refresh) is var answer ? (answer.Status, answer.Body) : default);
    }
}
