using TokenGrains.Users;
using Zxcvbn.Matcher;

namespace TokenGrains.Grains.Users.Passwords;

/// <summary>Decides whether a password may be set.</summary>
internal sealed class PasswordPolicy(IOptions<PasswordOptions> options)
{
    private const int MinimumLength = 8;
    private const int MaximumLength = 256;
    private const int LongestCommonPassword = 32;

    // The 30,000 most used passwords that come with zxcvbn (ASVS 6.2.4 asks for 3,000).
    private static readonly DictionaryMatcher CommonPasswords = new("passwords", "passwords.lst");

    /// <summary>What is wrong with the password; null if nothing. Lengths count Unicode code points (NIST SP 800-63B).</summary>
    public PasswordFault? Check(string password, Username name)
    {
        var length = password.EnumerateRunes().Count();
        if (length > MaximumLength)
            return PasswordFault.TooLong;
        if (options.Value.Policy is PasswordRules.None)
            return null;
        if (length < MinimumLength)
            return PasswordFault.TooShort;
        if (string.Equals(password, name.Value, StringComparison.OrdinalIgnoreCase))
            return PasswordFault.SameAsName;
        return IsCommon(password) ? PasswordFault.TooCommon : null;
    }

    private static bool IsCommon(string password) =>
        password.Length <= LongestCommonPassword
        && CommonPasswords.MatchPassword(password).Any(match => match.i == 0 && match.j == password.Length - 1);
}
