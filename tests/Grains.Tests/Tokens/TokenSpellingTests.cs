using TokenGrains.Tokens;

namespace TokenGrains.Grains.Tests.Tokens;

/// <summary>A token has one spelling; what is nearly a token costs little and never throws.</summary>
public class TokenSpellingTests
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private readonly TokenMint _mint = TokenMint.WithKeyRing();
    private readonly TokenMint _django = TokenMint.WithSigningKey();

    [Fact]
    public void Every_change_of_one_character_is_refused()
    {
        foreach (var (mint, text) in new[] { (_mint, _mint.WriteRefresh()), (_django, _django.WriteAccess()) })
        {
            for (var position = 0; position < text.Length; position++)
            {
                foreach (var other in "AQgw_-9.= \n\u00e9".Where(other => other != text[position]))
                {
                    var changed = string.Concat(text.AsSpan(0, position), [other], text.AsSpan(position + 1));
                    Assert.True(mint.Judge(changed) is TokenRejection.Invalid, $"{position}: {changed}");
                }
            }
        }
    }

    [Fact]
    public void A_signature_that_is_longer_or_shorter_than_it_should_be_is_refused()
    {
        foreach (var text in new[] { _mint.WriteAccess(), _mint.WriteRefresh() })
        {
            var start = text.LastIndexOf('.') + 1;
            var signature = text[start..];
            for (var length = 0; length < 200; length++)
            {
                if (length != signature.Length)
                    Assert.Equal(TokenRejection.Invalid, _mint.Judge(text[..start] + signature.PadRight(length, 'A')[..length]));
            }
        }
    }

    [Fact]
    public void The_unused_bits_of_the_signature_must_be_zero()
    {
        // 32 bytes in 43 characters leave two bits, 64 bytes in 86 leave four.
        foreach (var (mint, text, spare) in new[] { (_mint, _mint.WriteRefresh(), 3), (_mint, _mint.WriteAccess(), 15) })
        {
            var last = Alphabet.IndexOf(text[^1], StringComparison.Ordinal);
            for (var bits = 1; bits <= spare; bits++)
                Assert.Equal(TokenRejection.Invalid, mint.Judge(text[..^1] + Alphabet[last | bits]));
        }
    }

    [Fact]
    public void Padding_after_the_signature_is_accepted_and_nowhere_else()
    {
        foreach (var text in new[] { _mint.WriteAccess(), _mint.WriteRefresh() })
        {
            Assert.Equal(TokenRejection.None, _mint.Judge(text + "="));
            Assert.Equal(TokenRejection.None, _mint.Judge(text + "=="));
            Assert.Equal(TokenRejection.Invalid, _mint.Judge(text + "==="));
            Assert.Equal(TokenRejection.Invalid, _mint.Judge(text + "= "));
            var parts = text.Split('.');
            var signer = text == _mint.WriteRefresh() ? _mint.RefreshSigner : _mint.AccessSigner;
            Assert.Equal(TokenRejection.Invalid, _mint.Judge(Jws.SignParts(parts[0] + "=", parts[1], signer)));
            Assert.Equal(TokenRejection.Invalid, _mint.Judge(Jws.SignParts(parts[0], parts[1] + "=", signer)));
        }
    }

    [Fact]
    public void Blanks_and_foreign_characters_are_refused_even_where_they_were_signed()
    {
        var parts = _mint.WriteRefresh().Split('.');
        foreach (var blank in new[] { " ", "\n", "\t", "\u00a0", "\uff0e", "?" })
        {
            Assert.Equal(TokenRejection.Invalid, _mint.Judge(Jws.SignParts(parts[0], blank + parts[1], _mint.RefreshSigner)));
            Assert.Equal(TokenRejection.Invalid, _mint.Judge(Jws.SignParts(parts[0] + blank, parts[1], _mint.RefreshSigner)));
            Assert.Equal(TokenRejection.Invalid, _mint.Judge(_mint.WriteRefresh() + blank));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("...")]
    [InlineData("a.b.c")]
    [InlineData("e30.e30.")]
    [InlineData("e30.e30.e30")]
    [InlineData("\ud800.\ud800.\ud800")]
    [InlineData("\0")]
    public void What_is_no_token_is_refused(string text)
    {
        Assert.Equal(TokenRejection.Invalid, _mint.Judge(text));
        Assert.Equal(TokenRejection.Invalid, _django.Judge(text));
    }

    [Fact]
    public void Thousands_of_dots_and_a_megabyte_are_refused()
    {
        var text = _mint.WriteAccess();
        string[] large =
        [
            new('.', 16_000),
            string.Concat(Enumerable.Repeat("a.", 8_000)),
            new('A', 1_000_000),
            text + new string('A', 1_000_000),
            text + new string('=', 1_000_000),
            new string('A', 1_000_000) + "." + text,
        ];
        Assert.All(large, one => Assert.Equal(TokenRejection.Invalid, _mint.Judge(one)));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(65)]
    [InlineData(2_000)]
    public void Deep_nesting_is_refused_even_where_it_was_signed(int depth)
    {
        var nested = new string('[', depth) + new string(']', depth);
        var payload = Jws.Decode(_mint.WriteRefresh().Split('.')[1]);
        Assert.Equal(TokenRejection.Invalid, _mint.Judge(_mint.SignRefresh($"{payload[..^1]},\"x\":{nested}}}")));
        Assert.Equal(TokenRejection.Invalid, _mint.Judge(
            Jws.Sign($$"""{"alg":"HS256","typ":"JWT","kid":"r1","x":{{nested}}}""", payload, _mint.RefreshSigner)));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("1")]
    [InlineData("null")]
    [InlineData("\"x\"")]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{}{}")]
    [InlineData("{} x")]
    [InlineData("{\"exp\":}")]
    [InlineData("{\"exp\":1,}")]
    [InlineData("{/**/}")]
    [InlineData("\ufeff{}")]
    [InlineData("{\"jti\":\"\\ud800\"}")]
    [InlineData("{\"\\ud800\":1}")]
    [InlineData("{\"x\":[1,2}")]
    public void A_payload_that_is_not_one_plain_object_is_refused_even_where_it_was_signed(string payload)
    {
        Assert.Equal(TokenRejection.Invalid, _mint.Judge(_mint.SignRefresh(payload)));
        Assert.Equal(TokenRejection.Invalid, _django.Judge(Jws.Sign(payload, "{}", _django.AccessSigner)));
    }
}
