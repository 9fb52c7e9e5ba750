using Microsoft.Extensions.Options;
using TokenGrains.Grains.Users.Passwords;
using TokenGrains.Users;

namespace TokenGrains.Grains.Tests.Users.Passwords;

public class PasswordPolicyTests
{
    private const string Astral = "\U0001f600";

    private static readonly PasswordPolicy Standard = NewPolicy(PasswordRules.Standard);
    private static readonly PasswordPolicy None = NewPolicy(PasswordRules.None);

    [Fact]
    public void A_password_has_8_to_256_code_points()
    {
        Assert.Equal(PasswordFault.TooShort, Check("xq7-vb2"));
        Assert.Null(Check("xq7-vb2k"));
        Assert.Equal(PasswordFault.TooShort, Check(Repeat(Astral, 7)));
        Assert.Null(Check(Repeat(Astral, 8)));
        Assert.Null(Check(Repeat(Astral, 256)));
        Assert.Equal(PasswordFault.TooLong, Check(Repeat(Astral, 257)));
        Assert.Null(Check(Repeat("x9", 128)));
        Assert.Equal(PasswordFault.TooLong, Check(Repeat("x9", 128) + "x"));
        Assert.Equal(PasswordFault.TooShort, Check(""));
        Assert.Equal(PasswordFault.TooLong, Check(new string('x', 1 << 20)));
    }

    [Theory]
    [InlineData("password")]
    [InlineData("Password")]
    [InlineData("12345678")]
    [InlineData("qwertyuiop")]
    [InlineData("iloveyou")]
    public void A_common_password_is_refused(string password) => Assert.Equal(PasswordFault.TooCommon, Check(password));

    [Theory]
    [InlineData("password of mine")]
    [InlineData("correct horse battery staple")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("        ")]
    [InlineData("\u043f\u0430\u0440\u043e\u043b\u044c\u0447\u0438\u043a")]
    public void There_are_no_rules_of_composition(string password) => Assert.Null(Check(password));

    [Fact]
    public void The_users_own_name_is_refused_in_either_case()
    {
        Assert.Equal(PasswordFault.SameAsName, Check("ada.lovelace", "ada.lovelace"));
        Assert.Equal(PasswordFault.SameAsName, Check("ADA.Lovelace", "ada.lovelace"));
        Assert.Null(Check("ada.lovelace1", "ada.lovelace"));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("password")]
    [InlineData("ada")]
    [InlineData(" ")]
    public void Without_a_policy_any_password_will_do(string password) => Assert.Null(None.Check(password, Name("ada")));

    [Fact]
    public void Without_a_policy_a_password_still_has_at_most_256_code_points()
    {
        Assert.Null(None.Check(Repeat(Astral, 256), Name("ada")));
        Assert.Equal(PasswordFault.TooLong, None.Check(Repeat(Astral, 257), Name("ada")));
    }

    private static PasswordFault? Check(string password, string name = "somebody") => Standard.Check(password, Name(name));

    private static Username Name(string text) => Username.TryParse(text, out var name) ? name : default;

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));

    private static PasswordPolicy NewPolicy(PasswordRules rules) => new(Options.Create(new PasswordOptions { Policy = rules }));
}
