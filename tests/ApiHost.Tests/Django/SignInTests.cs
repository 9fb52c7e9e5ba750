namespace TokenGrains.ApiHost.Tests.Django;

/// <summary>Registering and signing in: wire/DJANGO.md sections 3.1 to 3.3.</summary>
[Collection(DjangoCollection.Name)]
public class SignInTests(TokenApp app)
{
    [Theory]
    [InlineData("/register/", "")]
    [InlineData("/register-jwt/", ",\"refresh\":\"<refresh>\",\"access\":\"<access>\"")]
    public async Task Registering_gives_tokens_and_no_password_hash(string path, string jwts)
    {
        var name = TokenApp.NewName();
        var answer = await app.Post(path, new { username = $" {name} ", password = TokenAppVerbs.Password, is_superuser = true });
        Assert.Equal(
            $$"""
            200
            Allow: POST, OPTIONS
            Cache-Control: no-store
            Content-Type: application/json
            Vary: Accept, Cookie

            {"status":200,"data":{"username":"{{name}}"},"token_obj":"<opaque>"{{jwts}},"message":"your data is saved"}

            """,
            answer.ToString());
        Assert.Equal(200, (await app.Hello(answer["token_obj"])).Status);
        if (jwts.Length == 0)
            return;
        Assert.Equal(200, (await app.HelloJwt(answer["access"])).Status);
        Assert.Equal(200, (await app.Refresh(answer["refresh"])).Status);
    }

    [Fact]
    public async Task The_opaque_token_is_the_same_at_every_sign_in()
    {
        var user = await app.Register();
        var answer = await app.ObtainOpaqueToken(user.Name);
        Assert.Equal(
            """
            200
            Allow: POST, OPTIONS
            Cache-Control: no-store
            Content-Type: application/json
            Vary: Cookie

            {"token":"<opaque>"}

            """,
            answer.ToString());
        Assert.Equal(user.Opaque, answer["token"]);
        Assert.Equal(user.Opaque, (await app.ObtainOpaqueToken(user.Name))["token"]);
    }

    [Fact]
    public async Task Each_sign_in_for_a_pair_starts_a_session_of_its_own()
    {
        var user = await app.Register();
        var answer = await app.SignIn(user.Name);
        Assert.Equal(
            """
            200
            Allow: POST, OPTIONS
            Cache-Control: no-store
            Content-Type: application/json
            Vary: Accept

            {"refresh":"<refresh>","access":"<access>"}

            """,
            answer.ToString());
        var again = await app.SignIn(user.Name);
        Assert.NotEqual(Jwt.Payload(answer["refresh"]).GetProperty("sid").GetString(), Jwt.Payload(again["refresh"]).GetProperty("sid").GetString());

        Assert.Equal(200, (await app.Blacklist(answer["refresh"])).Status);
        Assert.Equal(200, (await app.Refresh(again["refresh"])).Status);
    }

    [Fact]
    public async Task The_claims_of_a_pair_are_those_of_the_design()
    {
        var user = await app.Register();
        var (access, refresh) = (Jwt.Payload(user.Access), Jwt.Payload(user.Refresh));
        var now = app.Time.GetUtcNow().ToUnixTimeSeconds();
        var id = await app.IdOf(user.Name);

        Assert.Equal(["alg", "typ", "kid"], Jwt.Header(user.Access).EnumerateObject().Select(member => member.Name));
        Assert.Equal(("ES256", "at+jwt"), (Jwt.Header(user.Access).GetProperty("alg").GetString(), Jwt.Header(user.Access).GetProperty("typ").GetString()));
        Assert.Equal("HS256", Jwt.Header(user.Refresh).GetProperty("alg").GetString());
        Assert.Equal(
            ["token_type", "exp", "iat", "jti", "user_id", "sub", "sid", "preferred_username"],
            access.EnumerateObject().Select(member => member.Name));
        Assert.Equal(now, access.GetProperty("iat").GetInt64());
        Assert.InRange(access.GetProperty("exp").GetInt64(), now + 270, now + 300);
        Assert.Equal((now + 86400, now), (refresh.GetProperty("exp").GetInt64(), refresh.GetProperty("iat").GetInt64()));
        Assert.Equal($"{id}", access.GetProperty("user_id").GetString());
        Assert.Equal(access.GetProperty("sid").GetString(), refresh.GetProperty("sid").GetString());
        Assert.Matches("^[0-9a-f]{32}$", refresh.GetProperty("jti").GetString());
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded", "username={0}&password={1}")]
    [InlineData("multipart/form-data; boundary=B", "--B\r\nContent-Disposition: form-data; name=\"username\"\r\n\r\n{0}\r\n--B\r\nContent-Disposition: form-data; name=\"password\"\r\n\r\n{1}\r\n--B--\r\n")]
    [InlineData("Application/JSON; charset=utf-8", "{{\"password\":\"x\",\"username\":\"{0}\",\"password\":\"{1}\",\"extra\":[]}}")]
    public async Task Every_body_format_signs_in(string contentType, string body)
    {
        var user = await app.Register(password: "plain-and-long-password");
        body = string.Format(System.Globalization.CultureInfo.InvariantCulture, body, user.Name, user.Password);
        foreach (var path in new[] { "/api/token/", "/api-token-auth/" })
        {
            var answer = await app.Send("POST", path, body, $"Content-Type: {contentType}");
            Assert.True(answer.Status == 200, answer.ToString());
        }
    }

    [Fact]
    public async Task Only_the_opaque_sign_in_takes_the_password_with_its_outer_blanks()
    {
        var name = TokenApp.NewName();
        Assert.Equal(201, (await app.Admin("POST", "", new { username = name, password = " blanks around it " })).Status);

        Assert.Equal(200, (await app.ObtainOpaqueToken(name, " blanks around it ")).Status);
        Assert.Equal(400, (await app.ObtainOpaqueToken(name, "blanks around it")).Status);
        Assert.Equal(401, (await app.SignIn(name, " blanks around it ")).Status);
    }

    [Fact]
    public async Task Names_are_compared_with_their_case()
    {
        var user = await app.Register("Case" + TokenApp.NewName());
        Assert.Equal(401, (await app.SignIn(user.Name.ToUpperInvariant())).Status);
        Assert.Equal(user.Name, (await app.Post("/register/", new { username = user.Name.ToUpperInvariant(), password = TokenAppVerbs.Password })).Json
            .GetProperty("data").GetProperty("username").GetString(), ignoreCase: true);
    }

    [Fact]
    public async Task A_number_signs_in_as_its_digits()
    {
        var user = await app.Register("73" + TokenApp.NewName()["user".Length..], "1234567890123");
        Assert.Equal(200, (await app.Post("/api/token/", $$"""{"username":{{user.Name}},"password":1234567890123}""")).Status);
    }
}
