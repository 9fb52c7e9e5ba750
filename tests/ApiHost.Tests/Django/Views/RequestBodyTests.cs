using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using TokenGrains.ApiHost.Django.Views;
using static TokenGrains.ApiHost.Tests.Django.Views.SampleViews;

namespace TokenGrains.ApiHost.Tests.Django.Views;

/// <summary>How a body is found, refused and parsed: wire/DJANGO.md section 2.</summary>
public class RequestBodyTests
{
    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/vnd.api+json")]
    [InlineData("text/plain; charset=\\\"x\\\"")]
    public async Task An_unknown_media_type_is_named_in_the_refusal(string mediaType)
    {
        var answer = await Send(Login, "POST", body: "{", headers: "Content-Type: " + mediaType.Replace("\\", "", StringComparison.Ordinal));
        Assert.Equal((415, $$"""{"detail":"Unsupported media type \"{{mediaType}}\" in request."}"""), (answer.Status, answer.Body));
    }

    [Fact]
    public async Task A_body_without_a_media_type_is_refused()
    {
        Assert.Equal("""{"detail":"Unsupported media type \"\" in request."}""", (await Send(Login, "POST", body: "{}")).Body);
    }

    [Theory]
    [InlineData("Content-Type: application/json", "abc", "JSON parse error - Expecting value: line 1 column 1 (char 0)")]
    [InlineData("Content-Type: multipart/form-data", "abc", "Multipart form parse error - Invalid boundary in multipart: None")]
    public async Task A_malformed_body_is_refused_by_its_parser(string contentType, string body, string detail)
    {
        var answer = await Send(Login, "POST", body: body, headers: contentType);
        Assert.Equal((400, $$"""{"detail":"{{detail}}"}"""), (answer.Status, answer.Body));
    }

    [Theory]
    [InlineData("Content-Type: application/x-www-form-urlencoded", "username=bob&username=alice&password=p")]
    [InlineData("Content-Type: APPLICATION/JSON; charset=iso-8859-1", """{"username":"alice","password":"p"}""")]
    [InlineData("Content-Type: */*", """{"username":"alice","password":"p"}""")]
    [InlineData("Content-Type: multipart/form-data; boundary=\"B\"", "--B\r\nContent-Disposition: form-data; name=username\r\n\r\nalice\r\n--B\r\nContent-Disposition: form-data; name=\"password\"\r\n\r\np\r\n--B--")]
    public async Task Every_format_of_the_view_is_read(string contentType, string body)
    {
        Assert.Equal("""{"user":"alice"}""", (await Send(Login, "POST", body: body, headers: contentType)).Body);
    }

    [Fact]
    public async Task A_wildcard_media_type_takes_the_first_parser()
    {
        var formFirst = Login with { Parsers = [BodyFormat.Form, BodyFormat.Json] };
        Assert.Equal("""{"user":"alice"}""", (await Send(formFirst, "POST", body: "username=alice&password=p", headers: "Content-Type: */*")).Body);
    }

    [Fact]
    public async Task A_missing_body_counts_as_an_empty_object()
    {
        const string Required = """{"username":["This field is required."],"password":["This field is required."]}""";
        Assert.Equal(Required, (await Send(Login, "POST", "/api/view/?username=alice&password=p")).Body);
        Assert.Equal(Required, (await Send(Login, "POST", body: "", headers: "Content-Type: text/plain")).Body);
        Assert.Equal(Required, (await Send(Login, "POST", body: "", headers: [JsonType, "Transfer-Encoding: chunked"])).Body);
    }

    [Fact]
    public async Task A_chunked_body_is_read_although_Django_would_not()
    {
        var answer = await Send(Login, "POST", body: """{"username":"alice","password":"p"}""", headers: [JsonType, "Transfer-Encoding: chunked"]);
        Assert.Equal("""{"user":"alice"}""", answer.Body);
    }

    [Theory]
    [InlineData(StatusCodes.Status413PayloadTooLarge, 400)]
    [InlineData(StatusCodes.Status408RequestTimeout, 408)]
    public async Task A_body_that_the_server_refuses_to_read_gets_the_page_of_Django(int refusal, int expected)
    {
        await using var host = await DjangoHost.Start(Login, SayUser, app => app.Use((context, next) =>
        {
            context.Request.Body = new RefusedStream(refusal);
            return next(context);
        }));
        var answer = await host.Send("POST", body: "{}", headers: JsonType);
        Assert.Equal((expected, "text/html; charset=utf-8", (string?)null), (answer.Status, answer.Header("Content-Type"), answer.Header("Allow")));
        Assert.Contains("<h1>Bad Request (400)</h1>", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_of_more_than_64_KiB_is_not_even_read()
    {
        Assert.Equal(200, (await Send(Login, "POST", body: Padded(64 * 1024), headers: JsonType)).Status);
        Assert.Equal(400, (await Send(Login, "POST", body: Padded((64 * 1024) + 1), headers: JsonType)).Status);

        static string Padded(int length) => """{"username":"alice","password":"p"}""".PadRight(length);
    }

    [Fact]
    public async Task A_view_may_take_less()
    {
        var modest = Login with { LargestBody = 100 };
        Assert.Equal(200, (await Send(modest, "POST", body: """{"username":"alice","password":"p"}""".PadRight(100), headers: JsonType)).Status);
        foreach (var headers in new string[][] { [JsonType], [JsonType, "Transfer-Encoding: chunked"] })
            Assert.Equal(400, (await Send(modest, "POST", body: """{"username":"alice","password":"p"}""".PadRight(101), headers: headers)).Status);
    }

    [Fact]
    public async Task A_body_that_breaks_off_is_the_client_s_fault()
    {
        await using var host = await DjangoHost.Start(Login, SayUser, app => app.Use((context, next) =>
        {
            context.Request.Body = new BrokenStream();
            return next(context);
        }));
        Assert.Equal(400, (await host.Send("POST", body: "{}", headers: JsonType)).Status);
    }

    private sealed class BrokenStream : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => throw new IOException("broken");
    }

    private sealed class RefusedStream(int status) : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            throw new BadHttpRequestException("refused", status);
        }
    }
}
