using TokenGrains.Users;
using Zxcvbn.Matcher;

namespace TokenGrains.Grains.Users.Passwords;

/// <summary>Decides whether a password may be set.</summary>
internal sealed class PasswordPolicy(IOptions<PasswordOptions> options)
{
    private const int MinimumLength = 8;
    private const int MaximumLength = 256;
    private const int LongestCommonPassword = 64;
    private const int ShortestPart = 4;
    private const string ServiceName = "tokengrains";

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
        return IsCommon(password, name) ? PasswordFault.TooCommon : null;
    }

    // A common password alone, or two parts in a row of common passwords, the user's name and the service's (NIST SP 800-63B
    // section 3.1.1.2, ASVS 6.2.11): "passwordpassword" and a name with ten digits behind it are the next that everybody tries.
    private static bool IsCommon(string password, Username name)
    {
        if (password.Length > LongestCommonPassword)
            return false;

        var common = CommonPasswords.MatchPassword(password).Select(match => (Start: match.i, End: match.j + 1)).ToList();
        if (common.Contains((0, password.Length)))
            return true;

        var parts = common.Concat(Find(name.Value, password)).Concat(Find(ServiceName, password))
            .Where(part => part.End - part.Start >= ShortestPart)
            .ToLookup(part => part.Start, part => part.End);
        return parts[0].Any(end => end == password.Length || parts[end].Contains(password.Length));
    }

    private static IEnumerable<(int Start, int End)> Find(string word, string password)
    {
        for (var at = 0; word.Length > 0 && (at = password.IndexOf(word, at, StringComparison.OrdinalIgnoreCase)) >= 0; at++)
            yield return (at, at + word.Length);
    }
}
