using System.Text.Json;
using TokenGrains.ApiHost.Revocations.ForOthers;

namespace TokenGrains.ApiHost.Tests.Revocations;

/// <summary>What other services are told about tokens that were ended early: DESIGN.md section 7.</summary>
public class FeedEndpointTests(TokenApp app) : IClassFixture<TokenApp>
{
    [Fact]
    public async Task An_ended_session_and_a_changed_user_stand_in_the_feed_behind_the_cursor()
    {
        var before = (await Read(""))["cursor"];
        var user = await app.Register();
        Assert.Equal(200, (await app.Blacklist(user.Refresh)).Status);
        await app.Change(user.Name, new { is_active = false });

        // A whole second is left, but the answer is there as soon as there is something.
        var session = Jwt.Payload(user.Access).GetProperty("sid").GetString();
        var entries = await ReadUntil(before, entries => entries.Any(entry => entry.TryGetProperty("is_active", out _)));
        Assert.Contains(entries, entry => entry.TryGetProperty("session", out var ended) && ended.GetString() == session);
        var changed = Assert.Single(entries, entry => entry.TryGetProperty("user", out _));
        Assert.Equal(
            (await app.IdOf(user.Name), false),
            (long.Parse(changed.GetProperty("user").GetString()!, System.Globalization.CultureInfo.InvariantCulture), changed.GetProperty("is_active").GetBoolean()));
    }

    [Fact]
    public async Task Nothing_new_is_an_empty_page_that_says_how_old_it_is()
    {
        var page = (await Read($"?after={(await Read(""))["cursor"]}&wait=0")).Json;
        Assert.Empty(page.GetProperty("revocations").EnumerateArray());
        Assert.False(page.GetProperty("has_more").GetBoolean());
        Assert.InRange(page.GetProperty("age").GetDouble(), 0, 2);

        // An access token lives 5 minutes.
        Assert.InRange(page.GetProperty("retention").GetInt64(), 300, 600);
    }

    [Theory]
    [InlineData("?after=x")]
    [InlineData("?after=1.2.3")]
    [InlineData("?after=1.2.3.4.5")]
    [InlineData("?after=1.2.3.-4")]
    [InlineData("?after=1.2.3.99999999999999999999")]
    [InlineData("?wait=31")]
    [InlineData("?wait=-1")]
    [InlineData("?wait=soon")]
    public async Task What_is_no_cursor_or_no_time_is_a_400(string query)
    {
        var answer = await Read(query);
        Assert.Equal((400, "application/problem+json"), (answer.Status, answer.Header("Content-Type")));
    }

    [Fact]
    public async Task A_cursor_that_the_feed_has_not_reached_begins_anew()
    {
        var user = await app.Register();
        Assert.Equal(200, (await app.Blacklist(user.Refresh)).Status);
        var session = Jwt.Payload(user.Access).GetProperty("sid").GetString();
        var entries = await ReadUntil("999999.999999.999999.999999", entries => entries.Any(entry => entry.TryGetProperty("session", out var ended) && ended.GetString() == session));
        Assert.NotEmpty(entries);
    }

    [Fact]
    public async Task Only_staff_may_follow()
    {
        var user = await app.Register();
        Assert.Equal(401, (await app.Get(FeedEndpoint.Path)).Status);
        Assert.Equal(403, (await app.Get(FeedEndpoint.Path, $"Authorization: Token {user.Opaque}")).Status);
    }

    [Fact]
    public async Task Server_sent_events_carry_the_same_pages_and_go_on_from_the_last_one()
    {
        using var client = app.CreateClient();
        var start = (await Read(""))["cursor"];
        var user = await app.Register();
        Assert.Equal(200, (await app.Blacklist(user.Refresh)).Status);

        using var request = new HttpRequestMessage(HttpMethod.Get, FeedEndpoint.Path);
        request.Headers.TryAddWithoutValidation("Accept", "text/event-stream");
        request.Headers.TryAddWithoutValidation("Last-Event-ID", start);
        request.Headers.TryAddWithoutValidation("Authorization", (await app.AdminHeader())["Authorization: ".Length..]);
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);

        var session = Jwt.Payload(user.Access).GetProperty("sid").GetString()!;
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync());
        string? id = null;
        while (await lines.ReadLineAsync() is { } line && id is null)
        {
            if (line.StartsWith("data: ", StringComparison.Ordinal) && line.Contains(session, StringComparison.Ordinal))
                id = JsonDocument.Parse(line["data: ".Length..]).RootElement.GetProperty("cursor").GetString();
        }

        Assert.True(FeedCursor.TryParse(id!, out _));
    }

    private async Task<Answer> Read(string query) => await app.Get(FeedEndpoint.Path + query, await app.AdminHeader());

    private async Task<List<JsonElement>> ReadUntil(string cursor, Predicate<List<JsonElement>> isEnough)
    {
        var entries = new List<JsonElement>();
        for (var polls = 0; !isEnough(entries) && polls < 100; polls++)
        {
            var page = await Read($"?after={cursor}&wait=1");
            entries.AddRange(page.Json.GetProperty("revocations").EnumerateArray());
            cursor = page["cursor"];
        }

        return entries;
    }
}
