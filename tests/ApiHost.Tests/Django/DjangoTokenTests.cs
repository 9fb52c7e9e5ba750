using System.Security.Cryptography;
using System.Text.Json;

namespace TokenGrains.ApiHost.Tests.Django;

public sealed class MovedSiteApp() : TokenApp($"SimpleJwt:SIGNING_KEY={SharedSecretApp.Secret}", "Sessions:ReuseGracePeriod=0");

/// <summary>Refresh tokens that a Django site made before the move: DESIGN.md sections 4 and 6.</summary>
public class DjangoTokenTests(MovedSiteApp app) : IClassFixture<MovedSiteApp>
{
    private const int Rounds = 20;
    private const int AtOnce = 8;

    [Fact]
    public async Task A_refresh_token_of_Django_is_spent_once_and_its_claims_go_along()
    {
        var django = await Make(await app.Register(), ",\"role\":\"admin\",\"foo\":{\"a\":[1]}");
        var first = await app.Refresh(django);
        Assert.Equal(200, first.Status);
        foreach (var token in new[] { first["access"], first["refresh"], (await app.Refresh(first["refresh"]))["access"] })
        {
            var claims = Jwt.Payload(token);
            Assert.Equal(("admin", 1), (claims.GetProperty("role").GetString(), claims.GetProperty("foo").GetProperty("a")[0].GetInt32()));
            Assert.Equal(JsonValueKind.Number, claims.GetProperty("user_id").ValueKind);
        }
    }

    [Fact]
    public async Task Reuse_of_it_is_detected_and_ends_what_came_of_it()
    {
        var django = await Make(await app.Register());
        var child = (await app.Refresh(django))["refresh"];
        Assert.Equal("""{"detail":"Token is blacklisted","code":"token_not_valid"}""", (await app.Refresh(django)).Body);
        Assert.Equal(401, (await app.Refresh(child)).Status);
    }

    [Fact]
    public async Task It_can_be_blacklisted_before_and_after_its_first_use()
    {
        var user = await app.Register();
        var (unused, used) = (await Make(user), await Make(user));
        Assert.Equal(200, (await app.Blacklist(unused)).Status);
        Assert.Equal(401, (await app.Blacklist(unused)).Status);
        Assert.Equal(401, (await app.Refresh(unused)).Status);
        Assert.Equal(400, (await app.Verify(unused)).Status);

        var child = (await app.Refresh(used))["refresh"];
        Assert.Equal(200, (await app.Blacklist(child)).Status);
        Assert.Equal(401, (await app.Refresh(used)).Status);
    }

    [Fact]
    public async Task A_new_password_ends_it_even_if_it_was_never_used_here()
    {
        var user = await app.Register();
        var django = await Make(user);
        app.Time.Advance(TimeSpan.FromSeconds(2));
        await app.Change(user.Name, new { password = "quite another password" });
        Assert.Equal(401, (await app.Refresh(django)).Status);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Of_eight_refreshes_at_once_one_succeeds_in_every_round(bool ofDjango)
    {
        var user = await app.Register();
        for (var round = 0; round < Rounds; round++)
        {
            var token = ofDjango ? await Make(user) : (await app.SignIn(user.Name))["refresh"];
            var answers = await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => app.Refresh(token)));
            Assert.Single(answers, answer => answer.Status == 200);
            Assert.Equal(AtOnce - 1, answers.Count(answer => answer.Status == 401));
        }
    }

    /// <summary>A <c>jti</c> as <c>uuid4().hex</c> gives it.</summary>
    internal static string NewJti() => RandomNumberGenerator.GetHexString(32, lowercase: true);

    private async Task<string> Make(TestUser user, string more = "")
    {
        var now = app.Time.GetUtcNow().ToUnixTimeSeconds();
        var id = await app.IdOf(user.Name);
        return Jwt.Hs256(
            $$"""{"token_type":"refresh","exp":{{now + 600}},"iat":{{now}},"jti":"{{NewJti()}}","user_id":{{id}}{{more}}}""", SharedSecretApp.Secret);
    }
}

public sealed class GraceApp() : TokenApp($"SimpleJwt:SIGNING_KEY={SharedSecretApp.Secret}");

/// <summary>The same race where a lost answer may be fetched again: all who race get one successor.</summary>
public class DjangoTokenGraceTests(GraceApp app) : IClassFixture<GraceApp>
{
    [Fact]
    public async Task Eight_refreshes_at_once_get_the_same_successor()
    {
        var user = await app.Register();
        var now = app.Time.GetUtcNow().ToUnixTimeSeconds();
        var id = await app.IdOf(user.Name);
        for (var round = 0; round < 20; round++)
        {
            var token = Jwt.Hs256(
                $$"""{"token_type":"refresh","exp":{{now + 600}},"iat":{{now}},"jti":"{{DjangoTokenTests.NewJti()}}","user_id":"{{id}}"}""", SharedSecretApp.Secret);
            var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => app.Refresh(token)));
            Assert.All(answers, answer => Assert.Equal(200, answer.Status));
            Assert.Single(answers.Select(answer => answer["refresh"]).Distinct());
        }
    }
}
