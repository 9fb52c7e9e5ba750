using System.Buffers.Text;
using System.Collections.Immutable;
using System.Security.Cryptography;
using CsCheck;
using TokenGrains.Tokens;
using TokenGrains.Users;

namespace TokenGrains.Grains.Tests.Tokens;

public class OpaqueTokenTests
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=. \n\u0000";

    private static readonly MacKey Key = NewKey(1);

    [Fact]
    public void A_token_reads_back_as_it_was_written() =>
        Gen.Select(Gen.Long[1, (1L << 53) - 1], Gen.ULong, Gen.Byte.Array[OpaqueToken.SecretLength]).Sample((user, id, secret) =>
        {
            Assert.True(UserId.TryCreate(user, out var owner));
            var (text, token) = OpaqueToken.Create(owner, id, secret, Key);

            Assert.True(OpaqueToken.TryParse(text, [NewKey(2), Key], out var parsed));
            Assert.Equal((owner, id), (parsed.User, parsed.Id));
            Assert.Equal(token.Hash.ToArray(), parsed.Hash.ToArray());
            Assert.Equal(SHA256.HashData(Base64Url.DecodeFromChars(text.AsSpan(3))), parsed.Hash.ToArray());
        });

    [Fact]
    public void It_starts_with_its_prefix_and_has_75_characters()
    {
        var text = Create();
        Assert.StartsWith("tg_", text, StringComparison.Ordinal);
        Assert.Equal(75, text.Length);
    }

    [Fact]
    public void Every_prefix_and_every_longer_text_is_refused()
    {
        var text = Create();
        for (var length = 0; length < text.Length; length++)
            AssertRefused(text[..length]);
        foreach (var more in Alphabet)
            AssertRefused(text + more);
        AssertRefused(text + "AAAA");
        AssertRefused(text + new string('A', 1_000_000));
    }

    [Fact]
    public void Every_change_of_one_character_is_refused()
    {
        var text = Create();
        for (var position = 0; position < text.Length; position++)
        {
            foreach (var other in Alphabet.Where(other => other != text[position]))
                AssertRefused(string.Concat(text.AsSpan(0, position), [other], text.AsSpan(position + 1)));
        }
    }

    [Theory]
    [InlineData("TG_")]
    [InlineData("tg-")]
    [InlineData(" tg_")]
    [InlineData("")]
    public void Another_prefix_is_refused(string prefix) => AssertRefused(prefix + Create()[3..]);

    [Fact]
    public void A_token_of_another_key_is_refused()
    {
        Assert.False(OpaqueToken.TryParse(Create(), [NewKey(1)], out _));
        Assert.False(OpaqueToken.TryParse(Create(), [], out _));
    }

    [Fact]
    public void A_token_of_the_same_secret_under_another_key_number_is_refused() =>
        Assert.False(OpaqueToken.TryParse(Create(), [new MacKey(2, Key.Secret)], out _));

    [Fact]
    public void Another_version_is_refused_even_with_a_mac_that_holds() => AssertRefused(Forge(bytes => bytes[0] = 2));

    [Fact]
    public void A_user_that_cannot_exist_is_refused_even_with_a_mac_that_holds()
    {
        Assert.True(OpaqueToken.TryParse(Forge(_ => { }), [Key], out _));
        AssertRefused(Forge(bytes => bytes.AsSpan(2, 8).Clear()));
        AssertRefused(Forge(bytes => bytes[2] = 0x80));
    }

    private static string Create() => OpaqueToken.Create(TokenMint.User, 7, RandomNumberGenerator.GetBytes(20), Key).Text;

    private static string Forge(Action<byte[]> change)
    {
        var bytes = Base64Url.DecodeFromChars(Create().AsSpan(3));
        change(bytes);
        Key.Compute(bytes.AsSpan(0, 38), bytes.AsSpan(38));
        return "tg_" + Base64Url.EncodeToString(bytes);
    }

    private static MacKey NewKey(byte id) => new(id, [.. RandomNumberGenerator.GetBytes(MacKey.SecretLength)]);

    private static void AssertRefused(string text) => Assert.False(OpaqueToken.TryParse(text, ImmutableArray.Create(Key), out _), text);
}
