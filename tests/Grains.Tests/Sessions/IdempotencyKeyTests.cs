using System.Globalization;
using TokenGrains.Sessions;

namespace TokenGrains.Grains.Tests.Sessions;

public class IdempotencyKeyTests
{
    private static readonly SessionId Session = SessionId.FromJti("one");

    [Theory]
    [InlineData("")]
    [InlineData("tab\tinside")]
    [InlineData("line\nfeed")]
    [InlineData("nul\0")]
    [InlineData("delete\u007f")]
    [InlineData("über")]
    [InlineData("\U0001F511")]
    public void A_key_of_anything_but_printable_ASCII_is_malformed(string text) => Assert.False(IdempotencyKey.IsWellFormed(text));

    [Theory]
    [InlineData("1")]
    [InlineData("\"8e03978e-40d5-43dd-bc93-6894a57f9324\"")]
    [InlineData(" ~")]
    public void A_key_of_printable_ASCII_is_well_formed(string text) => Assert.True(IdempotencyKey.IsWellFormed(text));

    [Fact]
    public void A_key_has_at_most_255_characters()
    {
        Assert.True(IdempotencyKey.IsWellFormed(new string('k', 255)));
        Assert.False(IdempotencyKey.IsWellFormed(new string('k', 256)));
    }

    [Fact]
    public void The_hash_depends_on_every_character_and_on_the_session()
    {
        var hash = IdempotencyKey.Of("key", Session);
        Assert.Equal(hash, IdempotencyKey.Of("key", Session));
        Assert.NotEqual(hash, IdempotencyKey.Of("Key", Session));
        Assert.NotEqual(hash, IdempotencyKey.Of("key ", Session));
        Assert.NotEqual(hash, IdempotencyKey.Of("key", SessionId.FromJti("other")));
    }

    [Fact]
    public void The_hash_stays_what_storage_has()
    {
        Assert.True(SessionId.TryParse("AAAAAAAAAAAAAAAAAAAAAA", out var session));
        Assert.Equal("1af8ceec51849c9754a6973e11ca5057", IdempotencyKey.Of("key", session).Hash.ToString("x32", CultureInfo.InvariantCulture));
    }
}
