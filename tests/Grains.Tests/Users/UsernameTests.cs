using CsCheck;
using TokenGrains.Users;

namespace TokenGrains.Grains.Tests.Users;

public class UsernameTests
{
    private const string Astral = "\U00010400";

    [Theory]
    [InlineData("\ufb01", "fi")]
    [InlineData("\uff21da", "Ada")]
    [InlineData("e\u0301", "\u00e9")]
    [InlineData("\u212b", "\u00c5")]
    [InlineData("x\u00b2", "x2")]
    [InlineData("Ada", "Ada")]
    public void Spellings_of_one_name_are_one_name(string typed, string normalised)
    {
        Assert.Equal(Parse(normalised), Parse(typed));
        Assert.Equal(normalised, Parse(typed).Value);
    }

    [Theory]
    [InlineData("cafe", "CAFE")]
    [InlineData("cafe", "000cafe")]
    [InlineData("0612345678", "612345678")]
    [InlineData("ada", "ada ")]
    [InlineData("\u0430da", "ada")]
    public void Different_names_stay_different(string one, string other) => Assert.NotEqual(Parse(one), Parse(other));

    [Fact]
    public void Normalising_twice_changes_nothing() =>
        Gen.Char['\u0020', '\u33ff'].Array[1, 20].Select(characters => new string(characters)).Sample(
            text =>
            {
                if (Username.TryParse(text, out var name) && name.Value.Length is > 0 and <= 1024)
                    Assert.Equal(name, Parse(name.Value));
            },
            iter: 10_000);

    [Theory]
    [InlineData("ada")]
    [InlineData("Ada_Lovelace@example.org")]
    [InlineData("a+b-c.d")]
    [InlineData("\u0417\u0438\u043d\u0430")]
    [InlineData("\u4e2d\u6587")]
    [InlineData("\u0663")]
    [InlineData("\u2160")]
    [InlineData(Astral)]
    public void Letters_digits_and_the_five_signs_may_occur(string text) => Assert.True(Parse(text).IsWellFormed);

    [Theory]
    [InlineData("a b")]
    [InlineData(" ")]
    [InlineData("a\n")]
    [InlineData("a\0")]
    [InlineData("a/b")]
    [InlineData("a'b")]
    [InlineData("a\u200bb")]
    [InlineData("a\u202eb")]
    [InlineData("\U0001f600")]
    [InlineData("\ufffd")]
    public void Other_characters_may_not(string text)
    {
        Assert.False(Parse(text).IsWellFormed);
        Assert.False(Username.HasOnlyAllowedCharacters(text));
    }

    [Fact]
    public void Length_counts_code_points()
    {
        Assert.True(Parse(new string('a', 150)).IsWellFormed);
        Assert.False(Parse(new string('a', 151)).IsWellFormed);
        Assert.True(Parse(string.Concat(Enumerable.Repeat(Astral, 150))).IsWellFormed);
        Assert.False(Parse(string.Concat(Enumerable.Repeat(Astral, 151))).IsWellFormed);
        Assert.False(Parse(string.Concat(Enumerable.Repeat("\ufb01", 76))).IsWellFormed);
    }

    [Fact]
    public void A_lone_surrogate_is_no_name()
    {
        string[] broken = ["\ud800", "a\ud800", "\udc00a", "\udc00\ud800", "a\ud800b"];
        Assert.All(broken, text => Assert.False(Username.TryParse(text, out _)));
        Assert.All(broken, text => Assert.False(Username.HasOnlyAllowedCharacters(text)));
    }

    [Fact]
    public void Nothing_and_too_much_are_no_names()
    {
        Assert.False(Username.TryParse("", out _));
        Assert.True(Username.TryParse(new string('a', 1024), out _));
        Assert.False(Username.TryParse(new string('a', 1025), out _));
        Assert.False(Username.TryParse(new string('\ufdfa', 1_000_000), out _));
    }

    private static Username Parse(string text)
    {
        Assert.True(Username.TryParse(text, out var name));
        return name;
    }
}
