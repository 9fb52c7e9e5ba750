namespace TokenGrains.ApiHost.Tests.Admin;

/// <summary>Who may not, and what cannot be: problems of RFC 9457.</summary>
[Collection(AdminCollection.Name)]
public class AdminRefusalTests(TokenApp app)
{
    private const string Json = "Content-Type: application/json";

    private static readonly (string Method, string Path, string? Body)[] Calls =
    [
        ("POST", "", """{"username":"someone-new","password":"a long enough password"}"""),
        ("GET", "?username=x", null),
        ("GET", "42/", null),
        ("PATCH", "42/", "{}"),
        ("DELETE", "42/", null),
        ("DELETE", "42/tokens/", null),
        ("DELETE", "42/sessions/", null),
    ];

    [Fact]
    public async Task Without_a_token_every_call_says_401_and_how_to_come_back()
    {
        var user = await app.Register();
        foreach (var header in new[] { "X-None: x", "Authorization: Token tg_forged", "Authorization: Bearer x.y.z", $"Authorization: Bearer {user.Refresh}", "Authorization: Basic YTpi" })
        {
            foreach (var (method, path, body) in Calls)
            {
                var answer = await app.Send(method, TokenAppAdmin.UsersPath + path, body, body is null ? [header] : [header, Json]);
                Assert.True(answer.Status == 401, $"{method} {path} with {header}:\n{answer}");
                Assert.Equal("Token, Bearer realm=\"api\"", answer.Header("WWW-Authenticate"));
                Assert.Equal("application/problem+json", answer.Header("Content-Type"));
            }
        }
    }

    [Fact]
    public async Task A_user_who_is_not_staff_gets_403()
    {
        var user = await app.Register();
        foreach (var header in new[] { $"Authorization: Token {user.Opaque}", $"Authorization: Bearer {user.Access}" })
        {
            foreach (var (method, path, body) in Calls)
            {
                var answer = await app.Send(method, TokenAppAdmin.UsersPath + path, body, body is null ? [header] : [header, Json]);
                Assert.True(answer.Status == 403, $"{method} {path} with {header}:\n{answer}");
            }
        }
    }

    [Fact]
    public async Task A_staff_user_may_with_either_token_until_the_flag_is_taken_away()
    {
        var user = await app.Register();
        await app.Change(user.Name, new { is_staff = true });
        foreach (var header in new[] { $"Authorization: Token {user.Opaque}", $"Authorization: Bearer {user.Access}" })
            Assert.Equal(200, (await app.Get(TokenAppAdmin.UsersPath + "?username=x", header)).Status);

        await app.Change(user.Name, new { is_staff = false });
        Assert.Equal(403, (await app.Get(TokenAppAdmin.UsersPath + "?username=x", $"Authorization: Bearer {user.Access}")).Status);
        await app.Change(user.Name, new { is_staff = true, is_active = false });
        foreach (var header in new[] { $"Authorization: Token {user.Opaque}", $"Authorization: Bearer {user.Access}" })
            Assert.Equal(401, (await app.Get(TokenAppAdmin.UsersPath + "?username=x", header)).Status);
    }

    [Fact]
    public async Task What_is_wrong_with_a_body_is_said_as_a_problem()
    {
        var (taken, header) = (await app.Register(), await app.AdminHeader());
        var snapshot = new Snapshot("admin");
        foreach (var (name, body) in new[]
        {
            ("taken name", $$"""{"username":"{{taken.Name}}","password":"a long enough password"}"""),
            ("empty name", """{"username":"","password":"a long enough password"}"""),
            ("blanks in the name", """{"username":" someone ","password":"a long enough password"}"""),
            ("characters of the name", """{"username":"a#b","password":"a long enough password"}"""),
            ("name of 151", $$"""{"username":"{{new string('a', 151)}}","password":"a long enough password"}"""),
            ("lone surrogate in the name", """{"username":"a\ud800","password":"a long enough password"}"""),
            ("empty password", """{"username":"someone-new","password":""}"""),
            ("lone surrogate in the password", """{"username":"someone-new","password":"a long enough \ud800"}"""),
            ("short password", """{"username":"someone-new","password":"1234567"}"""),
            ("common password", """{"username":"someone-new","password":"password1"}"""),
            ("password like the name", """{"username":"someone-new","password":"SOMEONE-new"}"""),
            ("password of 257", $$"""{"username":"someone-new","password":"{{new string('x', 257)}}"}"""),
            ("unknown member", """{"username":"someone-new","password":"a long enough password","is_admin":true}"""),
            ("camel case", """{"username":"someone-new","password":"a long enough password","isStaff":true}"""),
            ("duplicate member", """{"username":"someone-new","username":"someone-else","password":"a long enough password"}"""),
            ("number for a name", """{"username":5,"password":"a long enough password"}"""),
            ("text for a flag", """{"username":"someone-new","password":"a long enough password","is_staff":"true"}"""),
            ("null name", """{"username":null,"password":"a long enough password"}"""),
            ("null password", """{"username":"someone-new","password":null}"""),
            ("no password", """{"username":"someone-new"}"""),
            ("null", "null"), ("list", "[]"), ("empty object", "{}"), ("not JSON", "{"), ("more behind it", "{} {}"), ("deep", new string('[', 50)),
        })
        {
            snapshot.Add($"POST {name}", await app.Send("POST", TokenAppAdmin.UsersPath, body, header, Json));
        }

        snapshot.Add("POST no body", await app.Send("POST", TokenAppAdmin.UsersPath, (byte[]?)null, header));
        snapshot.Add("POST empty body", await app.Send("POST", TokenAppAdmin.UsersPath, "", header, Json));
        snapshot.Add("POST form", await app.Send("POST", TokenAppAdmin.UsersPath, "username=a&password=b", header, "Content-Type: application/x-www-form-urlencoded"));
        snapshot.Add("POST no media type", await app.Send("POST", TokenAppAdmin.UsersPath, "{}", header));

        var id = await app.IdOf(taken.Name);
        foreach (var (name, body) in new[]
        {
            ("bad name", """{"username":"a#b"}"""),
            ("empty password", """{"password":""}"""),
            ("short password", """{"password":"1234567"}"""),
            ("unknown member", """{"is_admin":true}"""),
            ("duplicate member", """{"is_staff":false,"is_staff":true}"""),
            ("wrong type", """{"is_active":1}"""),
            ("taken name", $$"""{"username":"{{TokenApp.AdminName}}"}"""),
            ("not JSON", "x"), ("list", "[]"), ("null", "null"),
        })
        {
            snapshot.Add($"PATCH {name}", await app.Send("PATCH", $"{TokenAppAdmin.UsersPath}{id}/", body, header, Json));
        }

        snapshot.Add("PATCH unknown user", await app.Send("PATCH", $"{TokenAppAdmin.UsersPath}42/", "{}", header, Json));
        snapshot.Add("GET without a name", await app.Get(TokenAppAdmin.UsersPath, header));
        snapshot.Add("GET unknown user", await app.Get(TokenAppAdmin.UsersPath + "42/", header));
        snapshot.Add("not staff", await app.Get(TokenAppAdmin.UsersPath + "42/", $"Authorization: Token {taken.Opaque}"));
        snapshot.Add("no token", await app.Get(TokenAppAdmin.UsersPath + "42/"));
        snapshot.Match();

        Assert.Equal("[]", (await app.Admin("GET", "?username=someone-new")).Body);
        Assert.Equal(200, (await app.SignIn(taken.Name)).Status);
    }

    [Fact]
    public async Task Who_may_not_call_learns_nothing_of_the_body()
    {
        foreach (var (body, type) in new[] { ("{", Json), ("[]", Json), ("a=b", "Content-Type: text/plain"), ("", Json) })
        {
            var answer = await app.Send("POST", TokenAppAdmin.UsersPath, body, type);
            Assert.True(answer.Status == 401, answer.ToString());
        }
    }
}
