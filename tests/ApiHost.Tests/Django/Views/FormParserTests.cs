using System.Text;
using Microsoft.AspNetCore.Http;
using TokenGrains.ApiHost.Django.Views;

namespace TokenGrains.ApiHost.Tests.Django.Views;

public class FormParserTests
{
    [Theory]
    [InlineData("a=b", "b")]
    [InlineData("a=x&a=b", "b")]
    [InlineData("&&a=b&c", "b")]
    [InlineData("a", "")]
    [InlineData("a=", "")]
    [InlineData("a=b=c", "b=c")]
    [InlineData("a=b+c%20d%2B%26", "b c d+&")]
    [InlineData("%61=%C3%A9%F0%9F%98%80", "é😀")]
    [InlineData("a=é", "é")]
    [InlineData("a=100%&b", "100%")]
    [InlineData("a=%zz%4", "%zz%4")]
    [InlineData("a=%FF", "\ufffd")]
    public void Fields_are_decoded_as_QueryDict_does(string body, string expected)
    {
        Assert.Equal(expected, ValueOf(Encoding.UTF8.GetBytes(body)));
    }

    [Fact]
    public void Raw_bytes_that_are_not_UTF_8_are_taken_for_latin_1()
    {
        Assert.Equal("éé", ValueOf([(byte)'a', (byte)'=', 0xE9, .. "%C3%A9"u8]));
    }

    [Fact]
    public void The_charset_decodes_the_escapes()
    {
        Assert.Equal("é", ValueOf("a=%E9"u8, "iso-8859-1"));
        Assert.Equal("\u20ac", ValueOf("a=%80"u8, "windows-1252"));
        Assert.Equal("é", ValueOf("a=%C3%A9"u8, "no-such-charset"));
    }

    [Fact]
    public void More_fields_than_Django_takes_are_a_bad_request()
    {
        var body = Encoding.ASCII.GetBytes(string.Join('&', Enumerable.Repeat("a", 1000)));
        Assert.Equal(1000, FormParser.Parse(body, null).Members.Count);
        Assert.Throws<BadHttpRequestException>(() => FormParser.Parse([.. body, (byte)'&'], null));
    }

    private static string? ValueOf(ReadOnlySpan<byte> body, string? charset = null) => FormParser.Parse(body, charset).Find(new CharField("a")).Text;
}
