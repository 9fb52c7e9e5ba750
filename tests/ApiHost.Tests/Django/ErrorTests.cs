using System.Text;

namespace TokenGrains.ApiHost.Tests.Django;

/// <summary>Every error of every endpoint, word for word: wire/DJANGO.md sections 2 to 4. The words are in <c>Snapshots/</c>.</summary>
[Collection(DjangoCollection.Name)]
public class ErrorTests(TokenApp app)
{
    private const string Json = "Content-Type: application/json";

    [Fact]
    public async Task Register_refuses_in_the_words_of_the_how_to()
    {
        var taken = await app.Register();
        var snapshot = new Snapshot("register");
        await AddCommon(snapshot, "/register/", """{"username":"someone","password":"a long enough password"}""");
        await AddCredentials(snapshot, "/register/");
        foreach (var (name, body) in new (string, object)[]
        {
            ("taken", new { username = taken.Name, password = TokenAppVerbs.Password }),
            ("characters of a name", new { username = "a b#", password = TokenAppVerbs.Password }),
            ("name of 151", new { username = new string('a', 151), password = TokenAppVerbs.Password }),
            ("name that is bad in both ways", new { username = new string('#', 151), password = TokenAppVerbs.Password }),
            ("password of 129", new { username = "someone", password = new string('x', 129) }),
            ("password too short", new { username = "someone", password = "1234567" }),
            ("password too common", new { username = "someone", password = "password1" }),
            ("password like the name", new { username = "someone-special", password = "Someone-Special" }),
        })
        {
            snapshot.Add(name, await app.Post("/register/", body));
        }

        snapshot.Match();
    }

    [Fact]
    public async Task The_opaque_sign_in_refuses_in_the_words_of_authtoken()
    {
        var snapshot = new Snapshot("api-token-auth");
        await AddCommon(snapshot, "/api-token-auth/", """{"username":"someone","password":"a long enough password"}""");
        await AddCredentials(snapshot, "/api-token-auth/");
        await AddWrongCredentials(snapshot, "/api-token-auth/");
        snapshot.Add("browser", await app.Get("/api-token-auth/", "Accept: text/html"));
        snapshot.Match();
    }

    [Fact]
    public async Task The_sign_in_for_a_pair_refuses_in_the_words_of_SimpleJWT()
    {
        var snapshot = new Snapshot("api-token");
        await AddCommon(snapshot, "/api/token/", """{"username":"someone","password":"a long enough password"}""");
        await AddCredentials(snapshot, "/api/token/");
        await AddWrongCredentials(snapshot, "/api/token/");
        snapshot.Match();
    }

    [Theory]
    [InlineData("/api/token/refresh/", "refresh", "api-token-refresh")]
    [InlineData("/api/token/verify/", "token", "api-token-verify")]
    [InlineData("/api/token/blacklist/", "refresh", "api-token-blacklist")]
    public async Task The_views_that_take_a_JWT_refuse_in_the_words_of_SimpleJWT(string path, string field, string file)
    {
        var snapshot = new Snapshot(file);
        await AddCommon(snapshot, path, $$"""{"{{field}}":"x"}""");
        foreach (var (name, value) in new[]
        {
            ("blank", "\"\""), ("blanks", "\" \\t \""), ("null", "null"), ("boolean", "true"), ("list", "[]"), ("object", "{}"), ("number", "12.5"),
            ("null character", "\"a\\u0000\""), ("lone surrogate", "\"\\ud800\""), ("garbage", "\"x.y.z\""),
        })
        {
            snapshot.Add(name, await app.Post(path, $$"""{"{{field}}":{{value}}}"""));
        }

        await AddSpoiltTokens(snapshot, path, field);
        snapshot.Match();
    }

    [Fact]
    public async Task Hello_refuses_in_the_words_of_TokenAuthentication()
    {
        var user = await app.Register();
        var snapshot = new Snapshot("hello");
        await AddHeaders(snapshot, "/hello/", "Token", user.Opaque);
        snapshot.Add("access token", await app.Hello(user.Access));
        await app.Change(user.Name, new { is_active = false });
        snapshot.Add("inactive user", await app.Hello(user.Opaque));
        await app.Delete(user.Name);
        snapshot.Add("deleted user", await app.Hello(user.Opaque));
        snapshot.Match();
    }

    [Fact]
    public async Task Hello_jwt_refuses_in_the_words_of_JWTAuthentication()
    {
        var user = await app.Register();
        var snapshot = new Snapshot("hello-jwt");
        await AddHeaders(snapshot, "/hello-jwt/", "Bearer", user.Access);
        snapshot.Add("refresh token", await app.HelloJwt(user.Refresh));
        snapshot.Add("opaque token", await app.HelloJwt(user.Opaque));
        snapshot.Add("null token", await app.HelloJwt("null"));
        app.Time.Advance(TimeSpan.FromMinutes(5));
        snapshot.Add("expired", await app.HelloJwt(user.Access));
        snapshot.Match();
    }

    [Fact]
    public async Task An_unknown_path_gets_the_page_of_Django()
    {
        var snapshot = new Snapshot("unknown-paths");
        foreach (var path in new[] { "/", "/api/", "/api/token/x/", "/API/TOKEN/", "/hello", "/api/token?a=b&c=%20", "/api/token/refresh" })
            snapshot.Add($"POST {path}", await app.Post(path, "{}", "Accept: application/json"));
        snapshot.Match();
    }

    /// <summary>What DRF says before a view is asked, and of bodies that no view can read.</summary>
    private async Task AddCommon(Snapshot snapshot, string path, string good)
    {
        foreach (var method in new[] { "GET", "HEAD", "PUT", "PATCH", "DELETE", "TRACE", "FOO" })
            snapshot.Add($"method {method}", await app.Send(method, path, (byte[]?)null));
        snapshot.Add("OPTIONS", await app.Send("OPTIONS", path, (byte[]?)null));
        snapshot.Add("not acceptable", await app.Post(path, good, "Accept: application/xml"));
        snapshot.Add("garbage Accept", await app.Post(path, good, "Accept: garbage"));
        snapshot.Add("unknown format", await app.Post(path + "?format=xml", good));
        snapshot.Add("indented", await app.Post(path, "{}", "Accept: application/json; indent=4"));

        foreach (var type in new[] { "text/plain", "application/vnd.api+json", "nonsense" })
            snapshot.Add($"media type {type}", await app.Send("POST", path, good, $"Content-Type: {type}"));
        snapshot.Add("no media type", await app.Send("POST", path, good));
        snapshot.Add("multipart without boundary", await app.Send("POST", path, good, "Content-Type: multipart/form-data"));
        snapshot.Add("no body", await app.Send("POST", path, (byte[]?)null));
        snapshot.Add("empty body", await app.Send("POST", path, "", "Content-Type: text/plain"));
        snapshot.Add("empty form", await app.Send("POST", path, "x=y", "Content-Type: application/x-www-form-urlencoded"));

        foreach (var body in new[] { "{}", "null", "[]", "\"x\"", "5", "5.5", "true", "abc", "{", "{'a':1}", "{\"a\":1,}", "{} x", "{\"a\":NaN}", "\uFEFF{}" })
            snapshot.Add($"body {body.Replace("\uFEFF", "BOM ", StringComparison.Ordinal)}", await app.Post(path, body));
        snapshot.Add("body that is not UTF-8", await app.Send("POST", path, [.. "{\"a\":\""u8, 0xFF, .. "\"}"u8], Json));
        snapshot.Add("body of 1 MB", await app.Post(path, good.PadRight(1024 * 1024)));
        snapshot.Add("form of 1 MB", await app.Send("POST", path, "a=" + new string('a', 1024 * 1024), "Content-Type: application/x-www-form-urlencoded"));
        snapshot.Add("deep body", await app.Post(path, new string('[', 2_000)));
    }

    private async Task AddCredentials(Snapshot snapshot, string path)
    {
        foreach (var (name, body) in new[]
        {
            ("blank", """{"username":"","password":""}"""),
            ("blanks", """{"username":" \t","password":"  "}"""),
            ("null", """{"username":null,"password":null}"""),
            ("wrong types", """{"username":true,"password":[]}"""),
            ("objects", """{"username":{},"password":{"a":1}}"""),
            ("no password", """{"username":"someone"}"""),
            ("no username", """{"password":"a long enough password"}"""),
            ("null characters", """{"username":"a\u0000","password":"p\u0000"}"""),
            ("lone surrogates", """{"username":"a\ud800","password":"p\udfff"}"""),
        })
        {
            snapshot.Add(name, await app.Post(path, body));
        }
    }

    private async Task AddWrongCredentials(Snapshot snapshot, string path)
    {
        var (user, inactive) = (await app.Register(), await app.Register());
        await app.Change(inactive.Name, new { is_active = false });
        snapshot.Add("wrong password", await app.Post(path, new { username = user.Name, password = "not the password" }));
        snapshot.Add("unknown user", await app.Post(path, new { username = "nobody-has-this-name", password = user.Password }));
        snapshot.Add("inactive user", await app.Post(path, new { username = inactive.Name, password = inactive.Password }));
        snapshot.Add("name that cannot be", await app.Post(path, new { username = "a b#", password = user.Password }));
        snapshot.Add("name of 5000", await app.Post(path, new { username = new string('a', 5_000), password = user.Password }));
        snapshot.Add("password of 5000", await app.Post(path, new { username = user.Name, password = new string('x', 5_000) }));
        snapshot.Add("stale token sent along", await app.Post(path, new { username = user.Name, password = "wrong" }, "Authorization: Bearer junk"));
    }

    /// <summary>Tokens that were ours once, or nearly are.</summary>
    private async Task AddSpoiltTokens(Snapshot snapshot, string path, string field)
    {
        var keys = await ServerKeys.Of(app);
        var user = await app.Register();
        var now = app.Time.GetUtcNow().ToUnixTimeSeconds();
        var claims = Jwt.Payload(user.Refresh).GetRawText();
        var header = Jwt.Header(user.Refresh).GetRawText();

        await Add("access token", user.Access);
        await Add("opaque token", user.Opaque);
        await Add("with the word Bearer", $"Bearer {user.Refresh}");
        await Add("another key", Jwt.Hs256(claims, "some other secret", header));
        await Add("unknown kid", Sign(header.Replace("\"r1\"", "\"r2\"", StringComparison.Ordinal), claims));
        await Add("no algorithm", Jwt.Sign(header.Replace("HS256", "none", StringComparison.Ordinal), claims, _ => []));
        await Add("without exp", Sign(header, """{"token_type":"refresh","jti":"x"}"""));
        await Add("without jti", Sign(header, $$"""{"token_type":"refresh","exp":{{now + 60}}}"""));
        await Add("without type", Sign(header, $$"""{"jti":"x","exp":{{now + 60}}}"""));
        await Add("without user", Sign(header, $$"""{"token_type":"refresh","jti":"x","exp":{{now + 60}}}"""));
        await Add("not valid yet", Sign(header, claims.Replace("\"exp\"", $"\"nbf\":{now + 1},\"exp\"", StringComparison.Ordinal)));
        await Add("issued in the future", Sign(header, claims.Replace($"\"iat\":{now}", $"\"iat\":{now + 1}", StringComparison.Ordinal)));
        await Add("exp that is no number", Sign(header, """{"token_type":"refresh","jti":"x","exp":"9999999999"}"""));
        await Add("jti of another generation", Sign(header, claims.Replace("\"jti\":\"0", "\"jti\":\"1", StringComparison.Ordinal)));

        await app.Blacklist(user.Refresh);
        await Add("blacklisted", user.Refresh);
        var (inactive, deleted, spent) = (await app.Register(), await app.Register(), await app.Register());
        await app.Change(inactive.Name, new { is_active = false });
        await Add("inactive user", inactive.Refresh);
        await app.Delete(deleted.Name);
        await Add("deleted user", deleted.Refresh);
        await app.Refresh(spent.Refresh);
        app.Time.Advance(TimeSpan.FromSeconds(61));
        await Add("spent", spent.Refresh);
        await Add("expired", Sign(header, claims.Replace($"\"exp\":{now + 86400}", $"\"exp\":{now + 61}", StringComparison.Ordinal)));

        async Task Add(string name, string token) => snapshot.Add(name, await app.Post(path, new Dictionary<string, string> { [field] = token }));
        string Sign(string header, string payload) => Jwt.Sign(header, payload, keys.Refresh.Sign);
    }

    private async Task AddHeaders(Snapshot snapshot, string path, string word, string token)
    {
        foreach (var method in new[] { "POST", "DELETE", "OPTIONS", "FOO" })
            snapshot.Add($"method {method} without a token", await app.Send(method, path, (byte[]?)null));
        foreach (var method in new[] { "POST", "OPTIONS", "FOO" })
            snapshot.Add($"method {method}", await app.Send(method, path, (byte[]?)null, $"Authorization: {word} {token}"));
        snapshot.Add("HEAD without a token", await app.Send("HEAD", path, (byte[]?)null));
        snapshot.Add("not acceptable", await app.Get(path, "Accept: application/xml", $"Authorization: {word} {token}"));
        snapshot.Add("unknown format", await app.Get(path + "?format=xml", $"Authorization: {word} {token}"));

        foreach (var (name, headers) in new (string, string[])[]
        {
            ("no header", []),
            ("empty header", ["Authorization: "]),
            ("another scheme", ["Authorization: Basic YTpi"]),
            ("bare token", [$"Authorization: {token}"]),
            ("colon behind the word", [$"Authorization: {word}: {token}"]),
            ("cookie", [$"Cookie: token={token}"]),
            ("another header", [$"X-Authorization: {word} {token}"]),
            ("NBSP", [$"Authorization: {word}\u00A0{token}"]),
            ("word only", [$"Authorization: {word}"]),
            ("word and blank", [$"Authorization: {word} "]),
            ("three parts", [$"Authorization: {word} {token} x"]),
            ("two headers", [$"Authorization: {word} {token}", $"Authorization: {word} {token}"]),
            ("not UTF-8", [$"Authorization: {word} \u00FF\u00FE"]),
            ("not ASCII", [$"Authorization: {word} {Encoding.Latin1.GetString("é"u8)}"]),
            ("unknown token", [$"Authorization: {word} 0123456789abcdef0123456789abcdef01234567"]),
            ("truncated", [$"Authorization: {word} {token[..^1]}"]),
            ("upper case", [$"Authorization: {word} {token.ToUpperInvariant()}"]),
            ("quoted", [$"Authorization: {word} \"{token}\""]),
            ("trailing comma", [$"Authorization: {word} {token},"]),
            ("name before it", [$"Authorization: {word} token={token}"]),
        })
        {
            snapshot.Add(name, await app.Get(path, headers));
        }

        snapshot.Add("query", await app.Get($"{path}?token={token}&access_token={token}"));
    }
}
