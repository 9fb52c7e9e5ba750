using System.Net.Http.Json;
using System.Text;

namespace TokenGrains.ApiHost.Tests.Hosting;

/// <summary>What only Kestrel can show: head lines, line ends, limits, lengths.</summary>
[Collection(WireCollection.Name)]
public class WireTests(WireApp app)
{
    [Fact]
    public async Task No_answer_names_the_server()
    {
        foreach (var path in new[] { "/", "/api/token/", "/health/live", "/api/admin/users/" })
            Assert.DoesNotContain("\r\nServer:", await app.Exchange($"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("GET /health/live HTTP/1.1\nHost: x\n\n")]
    [InlineData("GET /health/live HTTP/1.1\r\nHost: x\n\r\n")]
    [InlineData("GET /health/live HTTP/1.1\r\nHost: x\r\nX: a\nTransfer-Encoding: chunked\r\n\r\n")]
    public async Task A_bare_line_feed_ends_no_line(string request) =>
        Assert.Equal([400], RawHttp.Statuses(await app.Exchange(request)));

    [Theory]
    [InlineData("0x5")]
    [InlineData("5,5")]
    [InlineData("9223372036854775808")]
    [InlineData("00000000000000000000000000000000000000000+5")]
    public async Task A_length_that_is_no_number_is_refused(string length) =>
        Assert.Equal([400], RawHttp.Statuses(await app.Exchange($"POST /api/token/ HTTP/1.1\r\nHost: x\r\nContent-Length: {length}\r\n\r\nhello{WireApp.End}")));

    [Fact]
    public async Task A_chunked_body_is_read()
    {
        var user = await app.Register();
        using var client = app.CreateClient();
        using var content = JsonContent.Create(new { username = user.Name, password = user.Password });
        using var answer = await client.PostAsync(new Uri("/api/token/", UriKind.Relative), content);
        Assert.Equal(200, (int)answer.StatusCode);
        Assert.Null(content.Headers.ContentLength);
    }

    [Theory]
    [InlineData("Idempotency-Key:\r\n")]
    [InlineData("Idempotency-Key:   \r\n")]
    [InlineData("Idempotency-Key: one\r\nidempotency-key: two\r\n")]
    [InlineData("Idempotency-Key: t\u00e9l\u00e9phone\r\n")]
    public async Task A_malformed_idempotency_key_is_refused(string headers)
    {
        var user = await app.Register();
        var body = $$"""{"refresh":"{{user.Refresh}}"}""";
        var answer = await app.Exchange(
            $"POST /api/token/refresh/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n{headers}Content-Length: {body.Length}\r\n\r\n{body}");
        Assert.Equal([400], RawHttp.Statuses(answer));
        Assert.Contains("Idempotency-Key must be", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/token/", 16 * 1024)]
    [InlineData("/api-token-auth/", 16 * 1024)]
    [InlineData("/register/", 16 * 1024)]
    [InlineData("/api/token/refresh/", 64 * 1024)]
    [InlineData("/api/token/verify/", 64 * 1024)]
    [InlineData("/api/token/blacklist/", 64 * 1024)]
    public async Task A_body_beyond_the_limit_is_refused_with_or_without_a_length(string path, int limit)
    {
        const string Json = "Content-Type: application/json";
        var within = await app.Send("POST", path, "{}".PadRight(limit), Json);
        Assert.Contains("This field is required.", within.Body, StringComparison.Ordinal);
        foreach (var length in new[] { limit + 1, 1024 * 1024 })
        {
            var body = "{}".PadRight(length);
            var answer = await app.Send("POST", path, body, Json);
            Assert.Equal((400, "text/html; charset=utf-8"), (answer.Status, answer.Header("Content-Type")));
            Assert.Equal([400], RawHttp.Statuses(await app.Exchange($"POST {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{Json}\r\nTransfer-Encoding: chunked\r\n\r\n{length:x}\r\n{body}\r\n0\r\n\r\n")));
        }
    }

    [Fact]
    public async Task The_admin_face_refuses_a_large_body_with_413()
    {
        var body = $$"""{"username":"{{TokenApp.NewName()}}","password":"{{TokenAppVerbs.Password}}"}""";
        var header = await app.AdminHeader();
        Assert.Equal(201, (await app.Send("POST", TokenAppAdmin.UsersPath, body.PadRight(16 * 1024), header, "Content-Type: application/json")).Status);
        Assert.Equal(413, (await app.Send("POST", TokenAppAdmin.UsersPath, body.PadRight((16 * 1024) + 1), header, "Content-Type: application/json")).Status);
    }

    [Fact]
    public async Task A_body_that_ends_early_is_refused()
    {
        var answer = await app.Exchange("POST /api/token/ HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{", endsThere: true);
        Assert.All(RawHttp.Statuses(answer), status => Assert.Equal(400, status));
    }

    [Fact]
    public async Task Odd_bytes_in_a_token_get_the_answer_of_a_wrong_token()
    {
        var bytes = Encoding.Latin1.GetString([0xFF, 0xFE]);
        Assert.Contains("should not contain invalid characters", await app.Exchange($"GET /hello/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Token {bytes}\r\n\r\n"), StringComparison.Ordinal);
        Assert.Contains("token_not_valid", await app.Exchange($"GET /hello-jwt/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer {bytes}\r\n\r\n"), StringComparison.Ordinal);
    }
}
