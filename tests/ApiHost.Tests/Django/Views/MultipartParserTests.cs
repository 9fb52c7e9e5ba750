using System.Text;
using Microsoft.AspNetCore.Http;
using TokenGrains.ApiHost.Django.Views;

namespace TokenGrains.ApiHost.Tests.Django.Views;

public class MultipartParserTests
{
    private const string FormData = "multipart/form-data; boundary=B";

    [Fact]
    public void Text_parts_become_strings_and_the_last_of_equal_names_wins()
    {
        var body = Parse(Part("name=\"a\"", "1") + Part("name=\"a\"", "é\r\n2") + "--B--\r\n");
        Assert.Equal(new BodyValue(BodyValueKind.String, "é\r\n2"), body.Find(new CharField("a")));
    }

    [Fact]
    public void A_file_wins_over_a_text_of_its_name_and_is_no_string()
    {
        var body = Parse(Part("name=\"a\"; filename=\"f.txt\"", "1") + Part("name=\"a\"", "2") + "--B--\r\n");
        Assert.Equal(new BodyValue(BodyValueKind.File), body.Find(new CharField("a")));
        Assert.False(new Serializer(new CharField("a")).TryRead(body, out _, out _));
    }

    [Fact]
    public void A_text_cut_short_is_kept_and_a_file_cut_short_is_dropped()
    {
        var body = Parse(Part("name=\"a\"", "al")[..^2]);
        Assert.Equal("al", body.Find(new CharField("a")).Text);
        Assert.Empty(Parse(Part("name=\"a\"; filename=\"f\"", "al")).Members);
    }

    [Theory]
    [InlineData("--B\r\nContent-Type: text/plain\r\n\r\nx\r\n--B--")]
    [InlineData("--B\r\nContent-Disposition: form-data\r\n\r\nx\r\n--B--")]
    [InlineData("--B\r\nContent-Disposition: form-data; name=a\r\nx\r\n--B--")]
    [InlineData("neither here nor there")]
    public void What_is_no_part_is_dropped(string body)
    {
        Assert.Empty(Parse(body).Members);
    }

    [Theory]
    [InlineData("multipart/form-data", "Invalid boundary in multipart: None")]
    [InlineData("multipart/form-data; boundary=", "Invalid boundary in multipart: ")]
    [InlineData("multipart/form-data; boundary=\"a \"", "Invalid boundary in multipart: a ")]
    [InlineData("Multipart/Form-Data; boundary=B", "Invalid Content-Type: Multipart/Form-Data; boundary=B")]
    [InlineData("multipart/form-data; boundary=é", "Invalid non-ASCII Content-Type in multipart: multipart/form-data; boundary=é")]
    public void A_content_type_without_a_usable_boundary_is_refused(string contentType, string expected)
    {
        Assert.Equal(expected, ErrorOf("--B--", contentType));
    }

    [Fact]
    public void Headers_of_a_part_have_a_limit()
    {
        Assert.Equal("Request max total header size exceeded.", ErrorOf("--B\r\nX: " + new string('x', 1024) + "\r\n\r\n--B--", FormData));
    }

    [Fact]
    public void Parts_without_end_are_a_bad_request()
    {
        Assert.Throws<BadHttpRequestException>(() => Parse(string.Concat(Enumerable.Repeat("--Bx", 1003))));
    }

    private static string Part(string disposition, string content) => $"--B\r\nContent-Disposition: form-data; {disposition}\r\n\r\n{content}\r\n";

    private static ParsedBody Parse(string body)
    {
        Assert.True(MultipartParser.TryParse(Encoding.UTF8.GetBytes(body), FormData, HeaderValue.Parse(FormData), out var parsed, out var error), error);
        return parsed;
    }

    private static string? ErrorOf(string body, string contentType)
    {
        Assert.False(MultipartParser.TryParse(Encoding.UTF8.GetBytes(body), contentType, HeaderValue.Parse(contentType), out _, out var error));
        return error;
    }
}
