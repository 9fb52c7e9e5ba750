using TokenGrains.ApiHost.Django.Views;
using static TokenGrains.ApiHost.Tests.Django.Views.SampleViews;

namespace TokenGrains.ApiHost.Tests.Django.Views;

/// <summary>The order of decisions and the shape of answers: wire/DJANGO.md section 2.</summary>
public class DjangoPipelineTests
{
    private const string NotProvided = """{"detail":"Authentication credentials were not provided."}""";

    [Fact]
    public async Task A_good_request_reaches_the_action_and_gets_its_answer()
    {
        var answer = await Send(Login, "POST", body: """{"username":" alice ","password":"p"}""", headers: JsonType);
        Assert.Equal((200, """{"user":"alice"}"""), (answer.Status, answer.Body));
        Assert.Equal("application/json", answer.Header("Content-Type"));
        Assert.Equal("16", answer.Header("Content-Length"));
        Assert.Equal("POST, OPTIONS", answer.Header("Allow"));
        Assert.Equal("Accept", answer.Header("Vary"));
        Assert.Null(answer.Header("WWW-Authenticate"));
    }

    [Theory]
    [InlineData("application/json", null)]
    [InlineData("text/html", "same-origin")]
    public async Task Every_answer_carries_the_hardening_headers_and_a_document_those_of_documents(string accept, string? ofDocuments)
    {
        var answer = await Send(Login, "GET", headers: $"Accept: {accept}");
        Assert.Equal("DENY", answer.Header("X-Frame-Options"));
        Assert.Equal("nosniff", answer.Header("X-Content-Type-Options"));
        Assert.Equal("no-store", answer.Header("Cache-Control"));
        Assert.Equal(ofDocuments, answer.Header("Referrer-Policy"));
        Assert.Equal(ofDocuments, answer.Header("Cross-Origin-Opener-Policy"));
    }

    [Fact]
    public async Task Accept_is_judged_before_credentials()
    {
        var answer = await Send(Hello, "POST", headers: "Accept: application/xml");
        Assert.Equal((406, """{"detail":"Could not satisfy the request Accept header."}"""), (answer.Status, answer.Body));
        Assert.Equal("application/json", answer.Header("Content-Type"));
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    [InlineData("OPTIONS")]
    [InlineData("FOO")]
    public async Task Credentials_are_judged_before_the_method(string method)
    {
        var answer = await Send(Hello, method);
        Assert.Equal((401, NotProvided), (answer.Status, answer.Body));
        Assert.Equal("First", answer.Header("WWW-Authenticate"));
        Assert.Equal("GET, HEAD, OPTIONS", answer.Header("Allow"));
    }

    [Theory]
    [InlineData("Authorization: First good", 200, """{"user":"First good"}""")]
    [InlineData("Authorization: Second good", 200, """{"user":"Second good"}""")]
    [InlineData("Authorization: Second bad", 401, """{"detail":"Second: Invalid token.","code":"token_not_valid"}""")]
    [InlineData("Authorization: Other good", 401, NotProvided)]
    public async Task Schemes_are_tried_in_order(string authorization, int status, string body)
    {
        var answer = await Send(Hello, "GET", headers: authorization);
        Assert.Equal((status, body), (answer.Status, answer.Body));
        Assert.Equal(status == 401 ? "First" : null, answer.Header("WWW-Authenticate"));
    }

    [Theory]
    [InlineData("Authorization: First bad", """{"detail":"First: Invalid token.","code":"token_not_valid"}""")]
    [InlineData("Authorization: none", NotProvided)]
    public async Task A_view_without_a_challenge_says_403_instead_of_401(string authorization, string body)
    {
        var answer = await Send(Hello with { Challenge = null }, "GET", headers: authorization);
        Assert.Equal((403, body), (answer.Status, answer.Body));
        Assert.Null(answer.Header("WWW-Authenticate"));
    }

    [Fact]
    public async Task Bad_credentials_are_refused_even_where_none_are_needed()
    {
        Assert.Equal(401, (await Send(Hello with { Permission = null }, "GET", headers: "Authorization: First bad")).Status);
        Assert.Equal(200, (await Send(Hello with { Permission = null }, "GET")).Status);
    }

    [Fact]
    public async Task Who_is_known_but_not_allowed_gets_403()
    {
        var staffOnly = Hello with { Permission = static user => user.Identity?.Name == "First staff" };
        var answer = await Send(staffOnly, "DELETE", headers: "Authorization: First good");
        Assert.Equal((403, """{"detail":"You do not have permission to perform this action."}"""), (answer.Status, answer.Body));
        Assert.Equal(200, (await Send(staffOnly, "GET", headers: "Authorization: First staff")).Status);
        Assert.Equal(403, (await Send(staffOnly with { AuthenticationSchemes = [] }, "GET")).Status);
    }

    [Theory]
    [InlineData(60.0, "60 seconds", "60")]
    [InlineData(0.2, "1 second", "1")]
    public async Task The_throttle_is_asked_before_the_method(double wait, string text, string retryAfter)
    {
        var answer = await Send(Login with { Throttle = _ => TimeSpan.FromSeconds(wait) }, "GET");
        Assert.Equal((429, $$"""{"detail":"Request was throttled. Expected available in {{text}}."}"""), (answer.Status, answer.Body));
        Assert.Equal(retryAfter, answer.Header("Retry-After"));
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("TRACE")]
    [InlineData("FOO")]
    public async Task The_method_is_judged_before_the_body(string method)
    {
        var answer = await Send(Login, method, body: "{", headers: JsonType);
        Assert.Equal((405, $$"""{"detail":"Method \"{{method}}\" not allowed."}"""), (answer.Status, answer.Body));
    }

    [Fact]
    public async Task HEAD_follows_GET_without_a_body()
    {
        var allowed = await Send(Hello, "HEAD", headers: "Authorization: First good");
        Assert.Equal((200, "", "application/json"), (allowed.Status, allowed.Body, allowed.Header("Content-Type")));
        Assert.Equal((405, ""), await Send(Login, "HEAD") is var refused ? (refused.Status, refused.Body) : default);
    }

    [Fact]
    public async Task OPTIONS_describes_the_view()
    {
        Assert.Equal(
            """{"name":"Token Obtain Pair","description":"Takes \"credentials\"\nand <returns> tokens.","renders":["application/json","text/html"],"parses":["application/json","application/x-www-form-urlencoded","multipart/form-data"],"actions":{"POST":{"username":{"type":"string","required":true,"read_only":false,"label":"Username"},"password":{"type":"string","required":true,"read_only":false,"label":"Password"}}}}""",
            (await Send(Login, "OPTIONS")).Body);
        Assert.Equal(
            """{"name":"Obtain Auth Token","description":"","renders":["application/json"],"parses":["application/x-www-form-urlencoded"],"actions":{"POST":{"device_name":{"type":"string","required":false,"read_only":false,"label":"Device name","max_length":9},"token":{"type":"string","required":false,"read_only":true,"label":"Token"}}}}""",
            (await Send(
                new DjangoView
                {
                    Name = "Obtain Auth Token",
                    Methods = ["POST"],
                    BrowsableHtml = false,
                    Parsers = [BodyFormat.Form],
                    Serializer = new(new CharField("device_name") { Required = false, MaxLength = 9 }, new CharField("token") { ReadOnly = true }),
                },
                "OPTIONS")).Body);
        Assert.DoesNotContain("actions", (await Send(Login with { Serializer = null }, "OPTIONS")).Body, StringComparison.Ordinal);
        Assert.Equal(405, (await Send(Login with { AnswersOptions = false }, "OPTIONS")).Status);
    }

    [Fact]
    public async Task Vary_names_what_the_view_looks_at()
    {
        var session = Login with { VariesByCookie = true };
        Assert.Equal("Accept, Cookie", (await Send(session, "GET")).Header("Vary"));
        Assert.Equal("Cookie", (await Send(session with { BrowsableHtml = false }, "GET")).Header("Vary"));
        Assert.Null((await Send(session with { BrowsableHtml = false }, "GET", headers: "Accept: text/html")).Header("Vary"));
        Assert.Null((await Send(Login with { BrowsableHtml = false }, "GET")).Header("Vary"));
    }

    [Fact]
    public async Task Browsers_get_the_same_status_on_an_escaped_page_that_loads_nothing()
    {
        var answer = await Send(Hello with { Name = "<b>" }, "GET", headers: ["Accept: text/html", "Authorization: First <script>"]);
        Assert.Equal((200, "text/html; charset=utf-8"), (answer.Status, answer.Header("Content-Type")));
        Assert.Contains("&quot;user&quot;: &quot;First &lt;script&gt;&quot;", answer.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", answer.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("src=", answer.Body, StringComparison.Ordinal);
        Assert.Equal(401, (await Send(Hello, "GET", headers: "Accept: text/html")).Status);
    }

    [Fact]
    public async Task The_client_may_ask_for_an_indent()
    {
        Assert.Equal("{\n    \"detail\": \"Method \\\"GET\\\" not allowed.\"\n}", (await Send(Login, "GET", headers: "Accept: application/json; indent=4")).Body);
    }

    [Fact]
    public async Task No_content_has_no_type_and_headers_of_the_answer_win()
    {
        await using var host = await DjangoHost.Start(Login, _ => Task.FromResult(new DjangoResponse(204, default) { Headers = [("Vary", "Cookie")] }));
        var answer = await host.Send("POST");
        Assert.Equal((204, "", (string?)null, "Cookie"), (answer.Status, answer.Body, answer.Header("Content-Type"), answer.Header("Vary")));
    }
}
