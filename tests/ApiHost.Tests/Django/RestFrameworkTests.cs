using System.Text;
using TokenGrains.ApiHost.Django;

namespace TokenGrains.ApiHost.Tests.Django;

public sealed class ThrottledApp() : TokenApp("RestFramework:DEFAULT_THROTTLE_RATES:anon=3/min", "RestFramework:DEFAULT_THROTTLE_RATES:user=3/min");

public sealed class BasicApp() : TokenApp();

/// <summary>Django REST framework's own settings: wire/DJANGO.md sections 2 and 7.</summary>
public class RestFrameworkTests(BasicApp app) : IClassFixture<BasicApp>
{
    [Theory]
    [InlineData("3/min", 3, 60)]
    [InlineData("100/day", 100, 86400)]
    [InlineData("1/s", 1, 1)]
    [InlineData("20/hour", 20, 3600)]
    public void A_rate_is_a_number_and_the_first_letter_of_a_period(string text, int limit, int seconds)
    {
        Assert.True(ThrottleRate.TryParse(text, out var rate));
        Assert.Equal(new ThrottleRate(limit, TimeSpan.FromSeconds(seconds)), rate);
    }

    [Theory]
    [InlineData("")]
    [InlineData("3")]
    [InlineData("3/")]
    [InlineData("0/min")]
    [InlineData("-1/min")]
    [InlineData("10001/min")]
    [InlineData("3/week")]
    [InlineData("3/min/s")]
    public void Anything_else_is_none(string text) => Assert.False(ThrottleRate.TryParse(text, out _));

    [Fact]
    public async Task A_client_beyond_its_rate_waits_until_its_oldest_request_has_left_the_period()
    {
        await using var throttled = new ThrottledApp();
        for (var request = 0; request < 3; request++)
        {
            Assert.Equal(401, (await throttled.SignIn("nobody")).Status);
            throttled.Time.Advance(TimeSpan.FromSeconds(10));
        }

        var answer = await throttled.SignIn("nobody");
        Assert.Equal((429, "30", """{"detail":"Request was throttled. Expected available in 30 seconds."}"""), (answer.Status, answer.Header("Retry-After"), answer.Body));
        Assert.Equal(401, (await throttled.Get("/hello/")).Status); // Permission comes before the throttle.
        Assert.Equal(400, (await throttled.ObtainOpaqueToken("nobody")).Status);
        throttled.Time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(401, (await throttled.SignIn("nobody")).Status);
        Assert.Equal(429, (await throttled.SignIn("nobody")).Status);
    }

    [Theory]
    [InlineData("Basic", "Invalid basic header. No credentials provided.")]
    [InlineData("Basic a b", "Invalid basic header. Credentials string should not contain spaces.")]
    [InlineData("Basic YWx", "Invalid basic header. Credentials not correctly base64 encoded.")]
    [InlineData("Basic bm9ib2R5Om5v", "Invalid username/password.")]
    [InlineData("Basic !!!", "Invalid username/password.")]
    public async Task Bad_Basic_credentials_are_403_where_a_session_would_come_first(string header, string detail)
    {
        var answer = await app.Post("/api-token-auth/", new { username = "x", password = "y" }, $"Authorization: {header}");
        Assert.Equal((403, $$"""{"detail":"{{detail}}"}"""), (answer.Status, answer.Body));
    }

    [Fact]
    public async Task Good_Basic_credentials_change_nothing_about_a_public_view()
    {
        var user = await app.Register();
        var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user.Name}:{user.Password}"));
        Assert.Equal(user.Opaque, (await app.Post("/api-token-auth/", new { username = user.Name, password = user.Password }, $"Authorization: basic {basic}"))["token"]);
    }

    [Fact]
    public async Task Staff_views_are_for_staff()
    {
        var user = await app.Register();
        Assert.Equal(403, (await app.Get("/hello-admin/", $"Authorization: Token {user.Opaque}")).Status);
        Assert.Equal(403, (await app.Get("/hello-jwt-admin/", $"Authorization: Bearer {user.Access}")).Status);
        await app.Change(user.Name, new { is_staff = true });
        Assert.Equal(200, (await app.Get("/hello-admin/", $"Authorization: Token {user.Opaque}")).Status);
        Assert.Equal(200, (await app.Get("/hello-jwt-admin/", $"Authorization: Bearer {user.Access}")).Status);
    }
}
