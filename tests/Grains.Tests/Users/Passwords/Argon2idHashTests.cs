using TokenGrains.Grains.Users.Passwords;

namespace TokenGrains.Grains.Tests.Users.Passwords;

/// <summary>RFC 9106 in the PHC string format.</summary>
public class Argon2idHashTests
{
    private const string Salt = "AAAAAAAAAAAAAAAAAAAAAA";
    private const string Hash = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    // Made with the Argon2id of pyca/cryptography (OpenSSL) from a salt of sixteen bytes 0x01.
    private const string KnownHash = "$argon2id$v=19$m=7168,t=1,p=1$AQEBAQEBAQEBAQEBAQEBAQ$sFX+kCdLZ+uEnymUfepCpFbHLQFNCl60mEaAraVVND4";

    private static readonly Argon2idHash.Parameters Small = new(7_168, 1);

    [Fact]
    public void A_hash_is_a_PHC_string_with_a_salt_of_its_own()
    {
        var (one, other) = (Argon2idHash.Create("correct horse", Small), Argon2idHash.Create("correct horse", Small));
        Assert.Matches(@"^\$argon2id\$v=19\$m=7168,t=1,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$", one);
        Assert.NotEqual(one.Split('$')[4], other.Split('$')[4]);
        Assert.NotEqual(one.Split('$')[5], other.Split('$')[5]);
    }

    [Theory]
    [InlineData("correct horse")]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("\0")]
    [InlineData("\u043f\u0430\u0440\u043e\u043b\u044c \U0001f600")]
    public void The_right_password_is_right_and_names_the_cost(string password)
    {
        Assert.True(Argon2idHash.Verify(password, Argon2idHash.Create(password, Small), out var parameters));
        Assert.Equal(Small, parameters);
    }

    [Theory]
    [InlineData("correct horse", "Correct horse")]
    [InlineData("correct horse", "correct horse ")]
    [InlineData("correct horse", "")]
    [InlineData("a\0b", "a\0c")]
    [InlineData("a", "a\0")]
    [InlineData("\u00e9", "e\u0301")]
    public void Another_password_is_wrong(string password, string other) =>
        Assert.False(Argon2idHash.Verify(other, Argon2idHash.Create(password, Small), out _));

    [Theory]
    [InlineData(72)]
    [InlineData(128)]
    [InlineData(250)]
    public void Passwords_with_a_long_common_beginning_are_different(int length)
    {
        var beginning = new string('x', length);
        Assert.False(Argon2idHash.Verify(beginning + "b", Argon2idHash.Create(beginning + "a", Small), out _));
        Assert.False(Argon2idHash.Verify(beginning, Argon2idHash.Create(beginning + "a", Small), out _));
    }

    [Fact]
    public void A_lone_surrogate_is_no_password()
    {
        Assert.ThrowsAny<ArgumentException>(() => Argon2idHash.Create("correct \ud800 horse", Small));
        Assert.ThrowsAny<ArgumentException>(() => Argon2idHash.Verify("\udc00", Argon2idHash.Create("\ufffd", Small), out _));
    }

    [Fact]
    public void A_hash_of_another_implementation_verifies() =>
        Assert.True(Argon2idHash.Verify("password", KnownHash, out _));

    [Theory]
    [InlineData("")]
    [InlineData("password")]
    [InlineData("$argon2id$v=19$")]
    [InlineData("$argon2id$v=19$m=7168,t=1,p=1")]
    [InlineData("$argon2id$v=19$m=7168,t=1,p=1$$")]
    [InlineData("$argon2id$v=19$m=7168,t=1,p=1$" + Salt)]
    [InlineData("$argon2id$v=19$m=7168,t=1,p=1$" + Salt + "$" + Hash + "$")]
    [InlineData("$argon2id$v=19$m=7168,t=1,p=1$" + Salt + "$AAAA")]
    [InlineData("$argon2id$v=19$m=7168,t=1,p=1$AAAA$" + Hash)]
    [InlineData("$argon2id$v=19$m=7168,t=1,p=1$!!!!!!!!!!!!!!!!!!!!!!$" + Hash)]
    [InlineData("$argon2id$v=19$m=7168,t=1,p=1$" + Salt + "$\u00e9")]
    [InlineData("$argon2id$v=19$m=7168,t=1,p=1$A$" + Hash)]
    [InlineData("$argon2id$v=19$m=7168,t=1,p=2$" + Salt + "$" + Hash)]
    [InlineData("$argon2id$v=19$m=7168,t=1$" + Salt + "$" + Hash)]
    [InlineData("$argon2id$v=19$m=,t=,p=1$" + Salt + "$" + Hash)]
    [InlineData("$argon2id$v=19$m=0,t=1,p=1$" + Salt + "$" + Hash)]
    [InlineData("$argon2id$v=19$m=1,t=1,p=1$" + Salt + "$" + Hash)]
    [InlineData("$argon2id$v=19$m=7168,t=0,p=1$" + Salt + "$" + Hash)]
    [InlineData("$argon2id$v=19$m=-8,t=1,p=1$" + Salt + "$" + Hash)]
    [InlineData("$argon2id$v=19$m=2147483647,t=1,p=1$" + Salt + "$" + Hash)]
    [InlineData("$argon2id$v=19$m=99999999999,t=1,p=1$" + Salt + "$" + Hash)]
    [InlineData("$argon2id$v=16$m=7168,t=1,p=1$" + Salt + "$" + Hash)]
    [InlineData("$argon2i$v=19$m=7168,t=1,p=1$" + Salt + "$" + Hash)]
    [InlineData("$2b$12$aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("pbkdf2_sha256$1000000$salt$hash")]
    [InlineData("!")]
    public void A_string_that_is_no_hash_of_this_format_matches_nothing(string encoded) =>
        Assert.False(Argon2idHash.Verify("", encoded, out _));

    [Theory]
    [InlineData(7_168, 1, true)]
    [InlineData(19_456, 1, true)]
    [InlineData(7_168, 2, true)]
    [InlineData(19_456, 2, false)]
    [InlineData(19_457, 2, false)]
    [InlineData(7_168, 3, false)]
    [InlineData(65_536, 1, false)]
    public void A_cost_is_weaker_if_it_is_less_in_one_respect_and_more_in_none(int memory, int passes, bool weaker) =>
        Assert.Equal(weaker, new Argon2idHash.Parameters(memory, passes).IsWeakerThan(new Argon2idHash.Parameters(19_456, 2)));
}
