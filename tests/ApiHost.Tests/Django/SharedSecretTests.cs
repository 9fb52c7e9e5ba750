using System.Globalization;

namespace TokenGrains.ApiHost.Tests.Django;

public sealed class SharedSecretApp() : TokenApp($"SimpleJwt:SIGNING_KEY={Secret}")
{
    public const string Secret = "django-insecure-0123456789abcdef0123456789abcdef";
}

/// <summary>JWTs signed with a Django site's SECRET_KEY: DESIGN.md section 4, wire/DJANGO.md sections 4 and 5.</summary>
public class SharedSecretTests(SharedSecretApp app) : IClassFixture<SharedSecretApp>
{
    private long Now => app.Time.GetUtcNow().ToUnixTimeSeconds();

    [Fact]
    public async Task The_header_is_the_one_of_Django()
    {
        var user = await app.Register();
        foreach (var token in new[] { user.Access, user.Refresh })
            Assert.Equal("""{"alg":"HS256","typ":"JWT"}""", Jwt.Header(token).GetRawText());
        Assert.Equal(200, (await app.HelloJwt(user.Access)).Status);
        Assert.Equal(200, (await app.Refresh(user.Refresh)).Status);
    }

    [Theory]
    [InlineData("\"{0}\"")]
    [InlineData("{0}")]
    public async Task A_token_that_Django_made_authenticates(string userId)
    {
        var user = await app.Register();
        var claim = string.Format(CultureInfo.InvariantCulture, userId, await app.IdOf(user.Name));
        var token = Jwt.Hs256($$"""{"token_type":"access","exp":{{Now + 60}},"iat":{{Now}},"jti":"0123456789abcdef0123456789abcdef","user_id":{{claim}}}""", SharedSecretApp.Secret);
        Assert.Equal((200, $$"""{"user":"{{user.Name}}"}"""), await app.HelloJwt(token) is var answer ? (answer.Status, answer.Body) : default);
        Assert.Equal(200, (await app.Verify(token)).Status);
    }

    [Fact]
    public async Task Tokens_that_Django_would_refuse_are_refused_in_its_words()
    {
        var user = await app.Register();
        var id = await app.IdOf(user.Name);
        var inactive = await app.Register();
        var inactiveId = await app.IdOf(inactive.Name);
        await app.Change(inactive.Name, new { is_active = false });

        var snapshot = new Snapshot("signing-key");
        await Add("expired", Claims(exp: Now, userId: $"{id}"));
        await Add("without exp", $$"""{"token_type":"access","jti":"x","user_id":"{{id}}"}""");
        await Add("without jti", $$"""{"token_type":"access","exp":{{Now + 60}},"user_id":"{{id}}"}""");
        await Add("without type", $$"""{"exp":{{Now + 60}},"jti":"x","user_id":"{{id}}"}""");
        await Add("without user", $$"""{"token_type":"access","exp":{{Now + 60}},"jti":"x"}""");
        await Add("not valid yet", $$"""{"token_type":"access","exp":{{Now + 60}},"nbf":{{Now + 1}},"jti":"x","user_id":"{{id}}"}""");
        await Add("issued in the future", $$"""{"token_type":"access","exp":{{Now + 60}},"iat":{{Now + 1}},"jti":"x","user_id":"{{id}}"}""");
        await Add("unknown user", Claims(Now + 60, "4242"));
        await Add("user that is no id", Claims(Now + 60, "abc"));
        await Add("inactive user", Claims(Now + 60, $"{inactiveId}"));
        snapshot.Add("another key", await app.HelloJwt(Jwt.Hs256(Claims(Now + 60, $"{id}"), SharedSecretApp.Secret + "x")));
        snapshot.Add("no algorithm", await app.HelloJwt(Jwt.Sign("""{"alg":"none","typ":"JWT"}""", Claims(Now + 60, $"{id}"), _ => [])));
        snapshot.Match();

        async Task Add(string name, string claims) => snapshot.Add(name, await app.HelloJwt(Jwt.Hs256(claims, SharedSecretApp.Secret)));
    }

    private static string Claims(long exp, string userId) =>
        $$"""{"token_type":"access","exp":{{exp}},"iat":{{exp - 300}},"jti":"0123456789abcdef0123456789abcdef","user_id":"{{userId}}"}""";
}
