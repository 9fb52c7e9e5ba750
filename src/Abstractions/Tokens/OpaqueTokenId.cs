using System.Globalization;

namespace TokenGrains.Tokens;

/// <summary>Which of its owner's opaque tokens one is. No secret.</summary>
/// <remarks>Shape: 16 characters of lower-case hexadecimal. A number would lose digits in clients that read it into a double.</remarks>
[GenerateSerializer, Immutable, Alias("tokengrains.OpaqueTokenId")]
public readonly record struct OpaqueTokenId([property: Id(0)] ulong Value)
{
    private const string Shape = "x16";
    private const int Length = 16;

    /// <summary>Reads the hexadecimal form; false unless it is written as we write it.</summary>
    public static bool TryParse(string text, out OpaqueTokenId id)
    {
        id = text.Length == Length && ulong.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            ? new OpaqueTokenId(value)
            : default;
        return id.ToString() == text;
    }

    /// <summary>The hexadecimal form.</summary>
    public override string ToString() => Value.ToString(Shape, CultureInfo.InvariantCulture);
}
