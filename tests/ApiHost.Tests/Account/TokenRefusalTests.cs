namespace TokenGrains.ApiHost.Tests.Account;

/// <summary>What cannot be, and who may not: problems of RFC 9457.</summary>
[Collection(AccountTokenCollection.Name)]
public class TokenRefusalTests(TokenApp app)
{
    private const string Json = "Content-Type: application/json";

    public static TheoryData<string, int> BadBodies => new()
    {
        { "", 400 }, { "{", 400 }, { "null", 400 }, { "[]", 400 }, { "{}", 400 }, { "{} {}", 400 },
        { """{"name":null}""", 400 }, { """{"name":5}""", 400 }, { """{"name":["a"]}""", 400 }, { """{"name":""}""", 400 },
        { """{"name":" a"}""", 400 }, { """{"name":"a\u0000"}""", 400 }, { """{"name":"a\nb"}""", 400 }, { """{"name":"a\ud800"}""", 400 },
        { """{"name":"a\u202eb"}""", 400 }, { """{"name":"a\ufffe"}""", 400 }, { $$"""{"name":"{{new string('a', 101)}}"}""", 400 },
        { """{"name":"a","name":"b"}""", 400 }, { """{"name":"a","user":1}""", 400 },
        { """{"name":"a","expires_in":0}""", 400 }, { """{"name":"a","expires_in":-1}""", 400 }, { """{"name":"a","expires_in":1.5}""", 400 },
        { """{"name":"a","expires_in":"60"}""", 400 }, { """{"name":"a","expires_in":315360001}""", 400 }, { """{"name":"a","expires_in":9223372036854775807}""", 400 },
        { """{"name":"a","expires_in":1e30}""", 400 }, { """{"name":"a","expires_in":99999999999999999999}""", 400 },
        { """{"name":"a","scopes":"account"}""", 400 }, { """{"name":"a","scopes":[]}""", 400 }, { """{"name":"a","scopes":[""]}""", 400 },
        { """{"name":"a","scopes":[null]}""", 400 }, { """{"name":"a","scopes":[1]}""", 400 }, { """{"name":"a","scopes":["a b"]}""", 400 },
        { """{"name":"a","scopes":["a\"b"]}""", 400 }, { """{"name":"a","scopes":["a\\b"]}""", 400 }, { """{"name":"a","scopes":["é"]}""", 400 },
        { $$"""{"name":"a","scopes":["{{new string('a', 101)}}"]}""", 400 }, { $$"""{"name":"a","scopes":[{{string.Join(',', Enumerable.Range(0, 21).Select(number => $"\"{number}\""))}}]}""", 400 },
        { """{"name":"default"}""", 409 }, { """{"name":"imported"}""", 409 },
    };

    [Theory, MemberData(nameof(BadBodies))]
    public async Task A_body_that_cannot_be_is_refused_with_a_problem(string body, int status)
    {
        var user = await app.Register();
        var answer = await app.Send("POST", TokenAppTokens.Path, body, $"Authorization: Token {user.Opaque}", Json);
        Assert.True(answer.Status == status, answer.ToString());
        Assert.Equal("application/problem+json", answer.Header("Content-Type"));
        Assert.Single((await app.Tokens(user.Opaque, "GET")).Json.EnumerateArray());
    }

    [Theory]
    [InlineData("""{"overlap_seconds":-1}""")]
    [InlineData("""{"overlap_seconds":604801}""")]
    [InlineData("""{"overlap_seconds":9223372036854775807}""")]
    [InlineData("""{"overlap_seconds":1e99}""")]
    [InlineData("""{"overlap_seconds":"1"}""")]
    [InlineData("""{"overlap":1}""")]
    [InlineData("[]")]
    [InlineData("{")]
    public async Task An_overlap_that_cannot_be_is_refused_with_a_problem(string body)
    {
        var user = await app.Register();
        var id = (await app.Tokens(user.Opaque, "GET")).Json[0].GetProperty("id").GetString();
        var answer = await app.Send("POST", $"{TokenAppTokens.Path}/{id}/rotate", body, $"Authorization: Token {user.Opaque}", Json);
        Assert.True(answer.Status == 400, answer.ToString());
        Assert.Equal("application/problem+json", answer.Header("Content-Type"));
        Assert.Single((await app.Tokens(user.Opaque, "GET")).Json.EnumerateArray());
    }

    [Fact]
    public async Task What_is_just_allowed_is_allowed()
    {
        var user = await app.Register();
        var scopes = Enumerable.Range(0, 20).Select(number => $"!{number}~" + new string('x', 90)).ToArray();
        await app.MakeToken(user.Opaque, new { name = new string('é', 99) + "🔑", expires_in = 315_360_000, scopes });
        var made = await app.MakeToken(user.Opaque, new { name = "a b", expires_in = 1, scopes = (string[]?)null });
        Assert.Equal(201, (await app.Tokens(user.Opaque, "POST", $"/{made["id"]}/rotate", new { overlap_seconds = 604_800 })).Status);
    }

    [Fact]
    public async Task A_name_is_taken_once_per_user_also_in_another_spelling()
    {
        var (user, other) = (await app.Register(), await app.Register());
        await app.MakeToken(user.Opaque, new { name = "caf\u00e9" });
        Assert.Equal(409, (await app.Tokens(user.Opaque, "POST", "", new { name = "cafe\u0301" })).Status);
        await app.MakeToken(user.Opaque, new { name = "CAF\u00c9" });
        await app.MakeToken(other.Opaque, new { name = "caf\u00e9" });
    }

    [Fact]
    public async Task The_hundred_and_first_token_is_refused()
    {
        var user = await app.Register();
        for (var number = 1; number < 100; number++)
            await app.MakeToken(user.Opaque, new { name = $"{number}" });
        var answer = await app.Tokens(user.Opaque, "POST", "", new { name = "100" });
        Assert.True(answer.Status == 409, answer.ToString());
    }

    [Fact]
    public async Task Anothers_token_looks_like_one_that_there_never_was()
    {
        var (user, other) = (await app.Register(), await app.Register());
        var id = (await app.MakeToken(other.Opaque, new { name = "mine" }))["id"];
        foreach (var (method, suffix) in new[] { ("DELETE", ""), ("POST", "/rotate") })
        {
            var theirs = await app.Tokens(user.Opaque, method, $"/{id}{suffix}");
            Assert.Equal(404, theirs.Status);
            foreach (var unknown in new[] { "0123456789abcdef", "0", id.ToUpperInvariant() + "x", "+123456789abcdef", "%20", "default", new string('a', 500) })
                Assert.Equal(theirs.ToString(), (await app.Tokens(user.Opaque, method, $"/{unknown}{suffix}")).ToString());
        }

        Assert.Equal(2, (await app.Tokens(other.Opaque, "GET")).Json.GetArrayLength());
    }

    [Fact]
    public async Task A_token_that_was_rotated_cannot_be_again()
    {
        var user = await app.Register();
        var made = await app.MakeToken(user.Opaque, new { name = "ci" });
        await app.Tokens(user.Opaque, "POST", $"/{made["id"]}/rotate");
        Assert.Equal(409, (await app.Tokens(user.Opaque, "POST", $"/{made["id"]}/rotate")).Status);
    }

    [Fact]
    public async Task Without_a_token_every_call_says_401_and_nothing_of_the_body()
    {
        var user = await app.Register();
        foreach (var header in new[] { "X-None: x", "Authorization: Token tg_forged", "Authorization: Bearer x.y.z", $"Authorization: Bearer {user.Refresh}", "Authorization: Basic YTpi" })
        {
            foreach (var (method, path) in new[] { ("GET", ""), ("POST", ""), ("DELETE", "/0123456789abcdef"), ("POST", "/0123456789abcdef/rotate") })
            {
                var answer = await app.Send(method, TokenAppTokens.Path + path, "{", header, Json);
                Assert.True(answer.Status == 401, $"{method} {path} with {header}:\n{answer}");
                Assert.Equal("Token, Bearer realm=\"api\"", answer.Header("WWW-Authenticate"));
                Assert.Equal("application/problem+json", answer.Header("Content-Type"));
            }
        }
    }

    [Fact]
    public async Task Who_was_deactivated_or_deleted_gets_nowhere_with_any_token()
    {
        var user = await app.Register();
        await app.Change(user.Name, new { is_active = false });
        await AssertRefused();
        await app.Delete(user.Name);
        await AssertRefused();

        async Task AssertRefused()
        {
            Assert.Equal(401, (await app.Tokens(user.Opaque, "GET")).Status);
            Assert.Equal(401, (await app.Get(TokenAppTokens.Path, $"Authorization: Bearer {user.Access}")).Status);
        }
    }

    [Fact]
    public async Task A_form_is_no_JSON()
    {
        var user = await app.Register();
        var answer = await app.Send("POST", TokenAppTokens.Path, "name=a", $"Authorization: Token {user.Opaque}", "Content-Type: application/x-www-form-urlencoded");
        Assert.True(answer.Status == 415, answer.ToString());
    }
}
