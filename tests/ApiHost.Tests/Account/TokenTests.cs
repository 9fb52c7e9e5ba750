using System.Text.Json;

namespace TokenGrains.ApiHost.Tests.Account;

/// <summary>Seeing, making, rotating and ending one's opaque tokens.</summary>
[Collection(AccountTokenCollection.Name)]
public class TokenTests(TokenApp app)
{
    [Fact]
    public async Task A_new_token_shows_its_secret_once()
    {
        var user = await app.Register();
        var made = await app.MakeToken(user.Opaque, new { name = "ci", expires_in = 3600, scopes = new[] { "account", "x", "x" } });
        var (id, secret, now) = (made["id"], made["token"], app.Time.GetUtcNow());
        Assert.Equal(("no-store", $"/account/tokens/{id}"), (made.Header("Cache-Control"), made.Header("Location")));
        Assert.Equal(
            $$"""{"id":"{{id}}","name":"ci","scopes":["account","x"],"created_at":{{Text(now)}},"expires_at":{{Text(now.AddHours(1))}},"token":"{{secret}}"}""",
            made.Body);

        var list = await app.Tokens(user.Opaque, "GET");
        Assert.Equal(200, list.Status);
        Assert.DoesNotContain("tg_", list.Body, StringComparison.Ordinal);
        Assert.Equal(["default", "ci"], list.Json.EnumerateArray().Select(token => token.GetProperty("name").GetString()));
        Assert.Equal(
            $$"""{"id":"{{id}}","name":"ci","scopes":["account","x"],"created_at":{{Text(now)}},"expires_at":{{Text(now.AddHours(1))}},"last_used_at":null,"replaced_by":null}""",
            list.Json[1].GetRawText());
        Assert.Equal(200, (await app.Hello(secret)).Status);
    }

    [Fact]
    public async Task An_access_token_may_as_well_and_a_slash_at_the_end_does_no_harm()
    {
        var user = await app.Register();
        string[] headers = [$"Authorization: Bearer {user.Access}"];
        var made = await app.Post(TokenAppTokens.Path + "/", new { name = "by JWT" }, headers);
        Assert.Equal((201, JsonValueKind.Null), (made.Status, made.Json.GetProperty("scopes").ValueKind));
        Assert.Equal(2, (await app.Get(TokenAppTokens.Path + "/", headers)).Json.GetArrayLength());

        var rotated = await app.Send("POST", $"{TokenAppTokens.Path}/{made["id"]}/rotate/", (byte[]?)null, headers);
        Assert.True(rotated.Status == 201, rotated.ToString());
        Assert.Equal(204, (await app.Send("DELETE", $"{TokenAppTokens.Path}/{rotated["id"]}/", (byte[]?)null, headers)).Status);
        Assert.Equal(401, (await app.Hello(made["token"])).Status);
        Assert.Equal(401, (await app.Hello(rotated["token"])).Status);
    }

    [Fact]
    public async Task A_verdict_that_was_kept_ends_with_its_token()
    {
        var user = await app.Register();
        var secret = (await app.MakeToken(user.Opaque, new { name = "short", expires_in = 2 }))["token"];
        Assert.Equal(200, (await app.Hello(secret)).Status);
        app.Time.Advance(TimeSpan.FromMilliseconds(1999));
        Assert.Equal(200, (await app.Hello(secret)).Status);
        app.Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(401, (await app.Hello(secret)).Status);
        Assert.Single((await app.Tokens(user.Opaque, "GET")).Json.EnumerateArray());
    }

    [Fact]
    public async Task A_verdict_that_was_kept_ends_with_the_overlap_of_a_rotation()
    {
        var user = await app.Register();
        var made = await app.MakeToken(user.Opaque, new { name = "ci" });
        Assert.Equal(200, (await app.Hello(made["token"])).Status);
        var rotated = await app.Tokens(user.Opaque, "POST", $"/{made["id"]}/rotate", new { overlap_seconds = 2 });
        Assert.Equal((201, "no-store"), (rotated.Status, rotated.Header("Cache-Control")));

        var replaced = (await app.Tokens(user.Opaque, "GET")).Json.EnumerateArray().Single(token => token.GetProperty("id").GetString() == made["id"]);
        Assert.Equal(rotated["id"], replaced.GetProperty("replaced_by").GetString());
        app.Time.Advance(TimeSpan.FromMilliseconds(1999));
        Assert.Equal(200, (await app.Hello(made["token"])).Status);
        app.Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(401, (await app.Hello(made["token"])).Status);
        Assert.Equal(200, (await app.Hello(rotated["token"])).Status);
    }

    [Fact]
    public async Task Deleting_a_token_ends_a_verdict_that_was_kept_and_no_other_token()
    {
        var user = await app.Register();
        var made = await app.MakeToken(user.Opaque, new { name = "ci" });
        Assert.Equal(200, (await app.Hello(made["token"])).Status);
        var deleted = await app.Tokens(user.Opaque, "DELETE", $"/{made["id"]}");
        Assert.Equal((204, ""), (deleted.Status, deleted.Body));
        Assert.Equal(401, (await app.Hello(made["token"])).Status);
        Assert.Equal(404, (await app.Tokens(user.Opaque, "DELETE", $"/{made["id"]}")).Status);
        Assert.Equal(200, (await app.Hello(user.Opaque)).Status);
    }

    [Fact]
    public async Task Rotating_the_default_token_changes_what_api_token_auth_answers()
    {
        var user = await app.Register();
        var id = (await app.Tokens(user.Opaque, "GET")).Json[0].GetProperty("id").GetString();
        var rotated = await app.Tokens(user.Opaque, "POST", $"/{id}/rotate", new { });
        Assert.Equal(rotated["token"], (await app.ObtainOpaqueToken(user.Name))["token"]);
        Assert.Equal(200, (await app.Hello(user.Opaque)).Status);
        app.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(401, (await app.Hello(user.Opaque)).Status);
        Assert.Equal(rotated["token"], (await app.ObtainOpaqueToken(user.Name))["token"]);
    }

    [Fact]
    public async Task The_use_of_a_token_is_seen()
    {
        var user = await app.Register();
        await app.Hello(user.Opaque);
        var token = Assert.Single((await app.Tokens(user.Opaque, "GET")).Json.EnumerateArray());
        Assert.Equal(app.Time.GetUtcNow(), token.GetProperty("last_used_at").GetDateTimeOffset());
    }

    private static string Text(DateTimeOffset time) => $"\"{time:yyyy-MM-ddTHH:mm:ss}{time:.FFFFFFF}+00:00\"";
}
