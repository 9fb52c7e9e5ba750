using TokenGrains.Grains.Users.Passwords.Django;

namespace TokenGrains.Grains.Tests.Users.Passwords;

/// <summary>Hashes as Django 3.2 wrote them (scrypt: Python's hashlib in the format of Django 4.0), all of one password.</summary>
public class DjangoHashTests
{
    private const string Password = "correct h\u00f6rse \U0001f600";
    private const string Hash32 = "1CJcYSm6Egj9vhGLyLGqYt6vo5vOH35JG6uTT0UP5WQ=";
    private const string Hash64 = "KMRmZkr/YgSurwcqcjs+1GM5Br1sxD2aiFnMu41W7JwAxbb9r0IcbrjiIaSdy6Z8SXELtMQ8/bOnAtbjL3ArVw==";
    private const string Crypt = "6Dgghu74Y2VdisGGAWArNOyWh5UR3QiA4PC.lACuLP6PFmTIXpQLe";

    public static TheoryData<string> Known => new(
        "pbkdf2_sha256$1000$NaCl0123456789abcdefgh$" + Hash32,
        "pbkdf2_sha256$260000$NaCl0123456789abcdefgh$e7+drltId2a4VkLjGJLY01IS2Fa+EFWHOYKoEzEHsl8=",
        "pbkdf2_sha1$1000$NaCl0123456789abcdefgh$W8wAaaiUSPCWkdY8HWtvMjjcBpY=",
        "argon2$argon2id$v=19$m=102400,t=2,p=8$TmFDbDAxMjM0NTY3ODlhYmNkZWZnaA$9Uel4oPN+jZkU0iWU07hnw",
        "argon2$argon2id$v=19$m=256,t=1,p=1$TmFDbDAxMjM0NTY3ODlhYmNkZWZnaA$WA0nIfKgdapAJAk5ryjErQ",
        "argon2$argon2i$v=19$m=512,t=2,p=2$c2FsdHNhbHRzYWx0$5bymgeD+drscH2hzTfp5hg",
        "bcrypt$$2b$04$" + Crypt,
        "bcrypt_sha256$$2b$04$0TFIy40oJDcYZlBxQLzojuk5dDmntxvsZ.lRhoexJEtoAOCY1.t.W",
        "scrypt$16384$NaCl0123456789abcdefgh$8$1$fnm3RM/b67enbt7JfLHp4+lQucfUTUgPBG3XRTgF8cOfnLGzRbG/5uMUhrxpPgA6vvZvJ7ewE7U7SzlblRC/3w==",
        "scrypt$1024$NaCl0123456789abcdefgh$8$5$" + Hash64);

    [Theory]
    [MemberData(nameof(Known))]
    public void The_right_password_is_right_and_every_other_wrong(string encoded)
    {
        var hash = Parse(encoded);
        Assert.True(hash.Matches(Password));
        Assert.False(hash.Matches(Password + " "));
        Assert.False(hash.Matches("Correct h\u00f6rse \U0001f600"));
        Assert.False(hash.Matches(""));
    }

    [Theory]
    [MemberData(nameof(Known))]
    public void A_hash_with_one_character_changed_does_not_match(string encoded)
    {
        // The last character but two: the very last may hold unused bits, and padding is none of the hash.
        var at = encoded.TrimEnd('=').Length - 3;
        var changed = encoded[..at] + (encoded[at] is 'A' ? 'B' : 'A') + encoded[(at + 1)..];
        Assert.False(Parse(changed).Matches(Password));
    }

    [Fact]
    public void A_lone_surrogate_is_no_password() =>
        Assert.ThrowsAny<ArgumentException>(() => Parse("pbkdf2_sha256$1$salt$" + Hash32).Matches("\ud800"));

    [Fact]
    public void Bcrypt_alone_counts_72_bytes()
    {
        var hash = Parse("bcrypt$$2b$04$Yyxm/kjozkVGhgqm5y45We0AQ8cnq9loRW8cuU4FFhrGnGCugUD/W");
        Assert.True(hash.Matches(new string('x', 72) + "y"));
        Assert.True(hash.Matches(new string('x', 72)));
        Assert.False(hash.Matches(new string('x', 71)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("!")]
    [InlineData("!FyspeDUcwbxEK4B95DgjyWn2rVIqzW5ZOtQ67Q20")]
    public void An_unusable_password_is_known_as_such(string encoded) => Assert.True(DjangoHash.IsUnusable(encoded));

    [Theory]
    [InlineData("md5$salt$5d41402abc4b2a76b9719d911017c592")]
    [InlineData("5d41402abc4b2a76b9719d911017c592")]
    [InlineData("$argon2id$v=19$m=7168,t=1,p=1$AQEBAQEBAQEBAQEBAQEBAQ$sFX+kCdLZ+uEnymUfepCpFbHLQFNCl60mEaAraVVND4")]
    [InlineData("PBKDF2_SHA256$1$salt$" + Hash32)]
    [InlineData("!")]
    public void Another_format_is_unknown(string encoded) => Assert.Equal(HashFault.UnknownAlgorithm, DjangoHash.Parse(encoded, out _));

    [Theory]
    [InlineData("pbkdf2_sha256$")]
    [InlineData("pbkdf2_sha256$0$salt$" + Hash32)]
    [InlineData("pbkdf2_sha256$-1$salt$" + Hash32)]
    [InlineData("pbkdf2_sha256$99999999999999999999$salt$" + Hash32)]
    [InlineData("pbkdf2_sha256$1$$" + Hash32)]
    [InlineData("pbkdf2_sha256$1$salt$AAAA")]
    [InlineData("pbkdf2_sha256$1$salt$" + Hash32 + "$")]
    [InlineData("pbkdf2_sha1$1$salt$" + Hash32)]
    [InlineData("pbkdf2_sha256$1$sa lt$" + Hash32)]
    [InlineData("pbkdf2_sha256$1$s\u00e4lt$" + Hash32)]
    [InlineData("argon2$argon2x$v=19$m=256,t=1,p=1$TmFDbDAxMjM0NTY3ODlhYmNkZWZnaA$WA0nIfKgdapAJAk5ryjErQ")]
    [InlineData("argon2$argon2id$v=20$m=256,t=1,p=1$TmFDbDAxMjM0NTY3ODlhYmNkZWZnaA$WA0nIfKgdapAJAk5ryjErQ")]
    [InlineData("argon2$argon2id$v=19$m=0,t=1,p=1$TmFDbDAxMjM0NTY3ODlhYmNkZWZnaA$WA0nIfKgdapAJAk5ryjErQ")]
    [InlineData("argon2$argon2id$v=19$m=256,t=0,p=1$TmFDbDAxMjM0NTY3ODlhYmNkZWZnaA$WA0nIfKgdapAJAk5ryjErQ")]
    [InlineData("argon2$argon2id$v=19$m=256,t=1,p=33$TmFDbDAxMjM0NTY3ODlhYmNkZWZnaA$WA0nIfKgdapAJAk5ryjErQ")]
    [InlineData("argon2$argon2id$v=19$m=256,t=1,p=1$$WA0nIfKgdapAJAk5ryjErQ")]
    [InlineData("argon2$argon2id$v=19$m=256,t=1,p=1$TmFDbDAxMjM0NTY3ODlhYmNkZWZnaA$AA")]
    [InlineData("bcrypt$$2b$03$" + Crypt)]
    [InlineData("bcrypt$$2x$04$" + Crypt)]
    [InlineData("bcrypt$$2b$04$" + Crypt + "a")]
    [InlineData("bcrypt_sha256$2b$04$" + Crypt)]
    [InlineData("scrypt$1000$salt$8$5$" + Hash64)]
    [InlineData("scrypt$1$salt$8$5$" + Hash64)]
    [InlineData("scrypt$1024$salt$0$5$" + Hash64)]
    [InlineData("scrypt$1024$salt$8$5$" + Hash32)]
    [InlineData("scrypt$1024$salt$8$" + Hash64)]
    public void A_spoilt_hash_is_malformed(string encoded) => Assert.Equal(HashFault.Malformed, DjangoHash.Parse(encoded, out _));

    [Theory]
    [InlineData("pbkdf2_sha256$1000000000$salt$" + Hash32)]
    [InlineData("pbkdf2_sha256$9000000000000000000$salt$" + Hash32)]
    [InlineData("argon2$argon2id$v=19$m=67108864,t=1,p=1$TmFDbDAxMjM0NTY3ODlhYmNkZWZnaA$WA0nIfKgdapAJAk5ryjErQ")]
    [InlineData("argon2$argon2id$v=19$m=256,t=1000000000,p=1$TmFDbDAxMjM0NTY3ODlhYmNkZWZnaA$WA0nIfKgdapAJAk5ryjErQ")]
    [InlineData("argon2$argon2id$v=19$m=262144,t=1,p=1000$TmFDbDAxMjM0NTY3ODlhYmNkZWZnaA$WA0nIfKgdapAJAk5ryjErQ")]
    [InlineData("bcrypt$$2b$31$" + Crypt)]
    [InlineData("bcrypt_sha256$$2b$15$" + Crypt)]
    [InlineData("scrypt$1073741824$salt$8$1$" + Hash64)]
    [InlineData("scrypt$1024$salt$8$1000000000$" + Hash64)]
    [InlineData("scrypt$2$salt$9000000000000000000$9000000000000000000$" + Hash64)]
    public void A_hash_that_would_cost_too_much_is_never_run(string encoded) => Assert.Equal(HashFault.TooExpensive, DjangoHash.Parse(encoded, out _));

    private static DjangoHash Parse(string encoded)
    {
        Assert.Null(DjangoHash.Parse(encoded, out var hash));
        return hash!;
    }
}
