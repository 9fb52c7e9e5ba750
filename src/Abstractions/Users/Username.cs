using System.Globalization;
using System.Text;

namespace TokenGrains.Users;

/// <summary>A sign-in name in the one form that is compared and stored: Unicode NFKC, case kept.</summary>
/// <remarks>
/// Django compares names case-sensitively and normalises them with NFKC when it creates a user; here both registering and
/// signing in go through this type, so a name that registers can always sign in.
/// </remarks>
[GenerateSerializer, Immutable, Alias("tokengrains.Username")]
public readonly record struct Username
{
    /// <summary>The longest name that can be registered, in Unicode code points.</summary>
    public const int MaximumLength = 150;

    private Username(string value) => Value = value;

    /// <summary>The normalised name.</summary>
    [Id(0)]
    public string Value { get; }

    /// <summary>
    /// True if the name may be registered: 1 to 150 code points, each a Unicode letter, digit or underscore, or one of
    /// <c>@ . + -</c>.
    /// </summary>
    public bool IsWellFormed =>
        Value.Length > 0 && HasOnlyAllowedCharacters(Value) && Value.EnumerateRunes().Count() <= MaximumLength;

    /// <summary>True if each character may occur in a name; a lone surrogate may not.</summary>
    public static bool HasOnlyAllowedCharacters(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (!MayOccur(rune))
                return false;
        }

        return true;
    }

    /// <summary>
    /// Normalises <paramref name="text"/>; false if it cannot be anybody's name, because it is empty, longer than 1,024
    /// UTF-16 units or not valid Unicode, or holds U+FFFE.
    /// </summary>
    public static bool TryParse(string text, out Username name)
    {
        name = default;
        // U+FFFE is a noncharacter that no name may hold, and the platform's normalisation throws on it.
        if (text.Length is 0 or > 1024 || !IsValidUtf16(text) || text.Contains('\uFFFE', StringComparison.Ordinal))
            return false;

        name = new Username(text.Normalize(NormalizationForm.FormKC));
        return true;
    }

    /// <summary>The normalised name.</summary>
    public override string ToString() => Value;

    private static bool MayOccur(Rune rune) => Rune.IsLetterOrDigit(rune)
        || rune.Value is '_' or '@' or '.' or '+' or '-'
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;

    private static bool IsValidUtf16(string text)
    {
        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(rest, out _, out var consumed) != System.Buffers.OperationStatus.Done)
                return false;
            rest = rest[consumed..];
        }

        return true;
    }
}
