using System.Buffers.Text;
using CsCheck;
using TokenGrains.Tokens;

namespace TokenGrains.Grains.Tests.Tokens;

public class StrictBase64UrlTests
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    [Fact]
    public void Canonical_text_decodes_as_the_platform_decodes_it() => Gen.Byte.Array[0, 80].Sample(bytes =>
    {
        var text = Base64Url.EncodeToString(bytes);
        Assert.True(TryDecode(text, out var decoded));
        Assert.Equal(bytes, decoded);
    });

    [Fact]
    public void Every_text_that_decodes_is_the_one_spelling_of_its_bytes() =>
        Gen.Char[Alphabet + "=+/ \n\u00e9"].Array[0, 12].Sample(
            characters =>
            {
                var text = new string(characters);
                if (TryDecode(text, out var decoded))
                    Assert.Equal(text, Base64Url.EncodeToString(decoded));
                else
                    Assert.False(IsCanonical(text), text);
            },
            iter: 20_000);

    [Theory]
    [InlineData("AA==")]
    [InlineData("AAA=")]
    [InlineData(" AAA")]
    [InlineData("AA A")]
    [InlineData("AAAA\n")]
    [InlineData("AA\r\nAA")]
    [InlineData("A+AA")]
    [InlineData("A/AA")]
    [InlineData("A")]
    [InlineData("AAAAA")]
    [InlineData("\u0410AAA")]
    public void Padding_blanks_foreign_characters_and_impossible_lengths_are_refused(string text) =>
        Assert.False(TryDecode(text, out _));

    [Fact]
    public void A_set_unused_bit_is_refused()
    {
        foreach (var last in Alphabet)
        {
            var value = Alphabet.IndexOf(last, StringComparison.Ordinal);
            Assert.Equal(value % 16 == 0, TryDecode($"A{last}", out _));
            Assert.Equal(value % 4 == 0, TryDecode($"AA{last}", out _));
            Assert.True(TryDecode($"AAA{last}", out _));
        }
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Span<byte> three = stackalloc byte[3];
        Assert.False(StrictBase64Url.TryDecode("AAAAAA", three, out _));
        Assert.True(StrictBase64Url.TryDecode("AAAA", three, out var written));
        Assert.Equal(3, written);
    }

    [Fact]
    public void What_does_not_fit_is_refused_at_any_length_and_never_throws()
    {
        // The platform's TryDecodeFromChars throws for 23 characters into 16 bytes and for 87 into 64.
        for (var bytes = 1; bytes <= 150; bytes++)
        {
            var text = Base64Url.EncodeToString(new byte[bytes]);
            for (var room = 0; room < bytes; room++)
                Assert.False(StrictBase64Url.TryDecode(text, new byte[room], out _), $"{bytes} bytes into {room}");
        }
    }

    private static bool TryDecode(string text, out byte[] decoded)
    {
        var buffer = new byte[text.Length];
        var valid = StrictBase64Url.TryDecode(text, buffer, out var written);
        decoded = buffer[..written];
        return valid;
    }

    private static bool IsCanonical(string text)
    {
        if (text.Any(character => !Alphabet.Contains(character, StringComparison.Ordinal)) || !Base64Url.IsValid(text))
            return false;
        return Base64Url.EncodeToString(Base64Url.DecodeFromChars(text)) == text;
    }
}
