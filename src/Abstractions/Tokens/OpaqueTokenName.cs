using System.Globalization;
using System.Text;

namespace TokenGrains.Tokens;

/// <summary>What its owner calls an opaque token: Unicode NFC, case kept.</summary>
[GenerateSerializer, Immutable, Alias("tokengrains.OpaqueTokenName")]
public readonly record struct OpaqueTokenName
{
    /// <summary>The longest name, in Unicode code points.</summary>
    public const int MaximumLength = 100;

    private OpaqueTokenName(string value) => Value = value;

    /// <summary>The normalised name.</summary>
    [Id(0)]
    public string Value { get; }

    /// <summary>
    /// Takes a name; false unless it is 1 to 100 code points that can be seen, with blanks between them at most: no control or format
    /// characters, which would make two names look like one.
    /// </summary>
    public static bool TryParse(string text, out OpaqueTokenName name)
    {
        // The replacement character stands for what is no Unicode, too.
        var valid = text.Length is > 0 and <= 2 * MaximumLength && text == text.Trim(' ') && text.EnumerateRunes().All(IsPrintable);
        name = valid ? new OpaqueTokenName(text.Normalize(NormalizationForm.FormC)) : default;
        return valid && name.Value.EnumerateRunes().Count() <= MaximumLength;
    }

    /// <summary>The normalised name.</summary>
    public override string ToString() => Value;

    private static bool IsPrintable(Rune rune) => rune.Value == ' ' || (rune != Rune.ReplacementChar && Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
        or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator));
}
