using System.Text;
using TokenGrains.ApiHost.Django.Views;

namespace TokenGrains.ApiHost.Tests.Django.Views;

public class CharsetTests
{
    [Theory]
    [InlineData(new byte[] { 0x22, 0xFF }, "'utf-8' codec can't decode byte 0xff in position 1: invalid start byte")]
    [InlineData(new byte[] { 0x8B }, "'utf-8' codec can't decode byte 0x8b in position 0: invalid start byte")]
    [InlineData(new byte[] { 0xC0, 0x80 }, "'utf-8' codec can't decode byte 0xc0 in position 0: invalid start byte")]
    [InlineData(new byte[] { 0xC3, 0x22 }, "'utf-8' codec can't decode byte 0xc3 in position 0: invalid continuation byte")]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 }, "'utf-8' codec can't decode byte 0xed in position 0: invalid continuation byte")]
    [InlineData(new byte[] { 0x22, 0xE2, 0x82, 0x22 }, "'utf-8' codec can't decode bytes in position 1-2: invalid continuation byte")]
    public void Bytes_that_are_not_UTF_8_are_refused_in_the_words_of_CPython(byte[] body, string expected)
    {
        Assert.False(Charset.TryDecodeToUtf8(body, null, out _, out var error));
        Assert.Equal(expected, error);
    }

    [Fact]
    public void A_character_that_the_end_cuts_short_is_dropped()
    {
        Assert.True(Charset.TryDecodeToUtf8([.. "{}"u8, 0xE2, 0x82], null, out var utf8, out _));
        Assert.Equal("{}", Encoding.UTF8.GetString(utf8));
    }

    [Theory]
    [InlineData("iso-8859-1", "é")]
    [InlineData("LATIN1", "é")]
    [InlineData("koi8-r", "И")]
    public void The_charset_selects_the_decoder(string charset, string expected)
    {
        Assert.True(Charset.TryDecodeToUtf8([0xE9], charset, out var utf8, out _));
        Assert.Equal(expected, Encoding.UTF8.GetString(utf8));
    }

    [Theory]
    [InlineData("no-such-charset")]
    [InlineData("utf-7")]
    [InlineData("")]
    public void An_unknown_charset_is_UTF_8(string charset)
    {
        Assert.True(Charset.TryDecodeToUtf8("é"u8, charset, out var utf8, out _));
        Assert.Equal("é", Encoding.UTF8.GetString(utf8));
    }

    [Theory]
    [InlineData("us-ascii", "'ascii' codec can't decode byte 0xe9 in position 1: ordinal not in range(128)")]
    [InlineData("windows-1253", null)]
    [InlineData("utf-16", null)]
    [InlineData("utf-32", null)]
    [InlineData("shift_jis", null)]
    public void No_charset_makes_bad_bytes_a_fault(string charset, string? expected)
    {
        var decoded = Charset.TryDecodeToUtf8([0x22, 0xE9, 0x22], charset, out _, out var error);
        Assert.Equal(decoded, error is null);
        if (expected is not null)
            Assert.Equal(expected, error);
    }
}
