using System.Text.Json;

namespace TokenGrains.ApiHost.Tests.Account;

/// <summary>What users see of their sessions, and how they end them.</summary>
[Collection(AccountCollection.Name)]
public class SessionTests(TokenApp app)
{
    private const string Path = "/account/sessions";

    [Fact]
    public async Task Sessions_are_listed_the_latest_first_with_where_they_come_from()
    {
        var user = await app.Register();
        var second = await app.Post("/api/token/", new { username = user.Name, password = user.Password }, "User-Agent: a browser\u0007 of mine");
        var sessions = await List(second["access"]);

        Assert.Equal([Sid(second["access"]), Sid(user.Access)], sessions.Select(session => session.GetProperty("id").GetString()));
        Assert.Equal([true, false], sessions.Select(session => session.GetProperty("current").GetBoolean()));
        Assert.Equal("a browser  of mine", sessions[0].GetProperty("user_agent").GetString());
        Assert.All(sessions, session => Assert.Equal(JsonValueKind.Null, session.GetProperty("ended").ValueKind));
        Assert.Equal([false, false], (await List(user.Opaque, "Token")).Select(session => session.GetProperty("current").GetBoolean()));
    }

    [Fact]
    public async Task A_refresh_brings_the_list_up_to_date()
    {
        var user = await app.Register();
        var pair = await app.Post("/api/token/refresh/", new { refresh = user.Refresh }, "User-Agent: " + new string('x', 300));
        var session = Assert.Single(await List(pair["access"]));
        Assert.Equal(new string('x', 256), session.GetProperty("user_agent").GetString());
    }

    [Fact]
    public async Task One_session_is_ended_and_the_list_says_why()
    {
        var user = await app.Register();
        var second = await app.SignIn(user.Name, user.Password);
        Assert.Equal(204, (await Delete($"{Path}/{Sid(user.Access)}", second["access"])).Status);

        Assert.Equal(401, (await app.Refresh(user.Refresh)).Status);
        var ended = (await List(second["access"]))[1];
        Assert.Equal("signed_out", ended.GetProperty("end_cause").GetString());
        Assert.NotEqual(JsonValueKind.Null, ended.GetProperty("ended").ValueKind);
        Assert.Equal(200, (await app.Refresh(second["refresh"])).Status);

        // Ending it again changes nothing.
        Assert.Equal(204, (await Delete($"{Path}/{Sid(user.Access)}", second["access"])).Status);
    }

    [Fact]
    public async Task Anothers_session_looks_like_one_that_there_never_was()
    {
        var (user, other) = (await app.Register(), await app.Register());
        var foreign = await Delete($"{Path}/{Sid(other.Access)}", user.Access);
        var unknown = await Delete($"{Path}/AAAAAAAAAAAAAAAAAAAAAA", user.Access);
        Assert.Equal((404, unknown.ToString()), (foreign.Status, foreign.ToString()));
        Assert.Equal(404, (await Delete($"{Path}/no-id", user.Access)).Status);
        Assert.Equal(200, (await app.Refresh(other.Refresh)).Status);
        Assert.Empty(await List(user.Access, query: $"?before={Sid(other.Access)}"));
    }

    [Fact]
    public async Task All_others_are_ended_and_the_callers_own_goes_on()
    {
        var user = await app.Register();
        var second = await app.SignIn(user.Name, user.Password);
        Assert.Equal(204, (await Delete(Path, second["access"])).Status);

        Assert.Equal(401, (await app.Refresh(user.Refresh)).Status);
        var pair = await app.Refresh(second["refresh"]);
        Assert.Equal(200, pair.Status);
        Assert.Equal(["epoch", null], (await List(pair["access"])).Select(session => session.GetProperty("end_cause").GetString()).Reverse());

        // What ends all later ends it, too.
        Assert.Equal(204, (await Delete(Path + "?all=true", pair["access"])).Status);
        Assert.Equal(401, (await app.Refresh(pair["refresh"])).Status);
    }

    [Fact]
    public async Task A_caller_without_a_session_ends_all()
    {
        var user = await app.Register();
        Assert.Equal(204, (await app.Send("DELETE", Path, (byte[]?)null, $"Authorization: Token {user.Opaque}")).Status);
        Assert.Equal(401, (await app.Refresh(user.Refresh)).Status);
    }

    [Fact]
    public async Task Logging_out_ends_this_session_and_its_access_token()
    {
        var user = await app.Register();
        Assert.Equal(204, (await app.Post("/account/logout", "", $"Authorization: Bearer {user.Access}")).Status);
        Assert.Equal(401, (await app.Refresh(user.Refresh)).Status);
        Assert.Equal(400, (await app.Post("/account/logout", "", $"Authorization: Token {user.Opaque}")).Status);
    }

    [Fact]
    public async Task More_than_a_page_of_sessions_is_paged_through()
    {
        var user = await app.Register();
        var ids = new List<string> { Sid(user.Access) };
        for (var count = 0; count < 100; count++)
            ids.Add(Sid((await app.SignIn(user.Name, user.Password))["access"]));
        ids.Reverse();

        var first = (await app.Get(Path, $"Authorization: Token {user.Opaque}")).Json;
        Assert.Equal(ids[..100], first.GetProperty("sessions").EnumerateArray().Select(session => session.GetProperty("id").GetString()));
        var next = (await app.Get($"{Path}?before={first.GetProperty("next").GetString()}", $"Authorization: Token {user.Opaque}")).Json;
        Assert.Equal(ids[100..], next.GetProperty("sessions").EnumerateArray().Select(session => session.GetProperty("id").GetString()));
        Assert.Equal(JsonValueKind.Null, next.GetProperty("next").ValueKind);
    }

    [Theory]
    [InlineData("GET", "")]
    [InlineData("DELETE", "")]
    [InlineData("DELETE", "/AAAAAAAAAAAAAAAAAAAAAA")]
    public async Task Nobody_is_told_anything(string method, string path) =>
        Assert.Equal(401, (await app.Send(method, Path + path, (byte[]?)null)).Status);

    private static string Sid(string access) => Jwt.Payload(access).GetProperty("sid").GetString()!;

    private Task<Answer> Delete(string path, string access) => app.Send("DELETE", path, (byte[]?)null, $"Authorization: Bearer {access}");

    private async Task<List<JsonElement>> List(string token, string scheme = "Bearer", string query = "")
    {
        var answer = await app.Get(Path + query, $"Authorization: {scheme} {token}");
        Assert.True(answer.Status == 200, answer.ToString());
        return [.. answer.Json.GetProperty("sessions").EnumerateArray()];
    }
}
