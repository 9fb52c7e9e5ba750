using System.Buffers;
using System.Buffers.Text;

namespace TokenGrains.Tokens;

/// <summary>Base64url (RFC 4648 section 5) in which every byte string has one spelling only.</summary>
/// <remarks>
/// The platform's decoder skips white space, takes padding and ignores the unused bits of the last character. A token read
/// that way has many spellings, and whatever is keyed by its text (a cache, a deny-list) can be walked around.
/// </remarks>
public static class StrictBase64Url
{
    private static readonly SearchValues<char> Alphabet =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    /// <summary>
    /// Decodes <paramref name="text"/> into <paramref name="destination"/>; false if it holds any character outside of the
    /// alphabet (padding and blanks included), has an impossible length, a set unused bit, or does not fit.
    /// </summary>
    public static bool TryDecode(ReadOnlySpan<char> text, Span<byte> destination, out int written)
    {
        written = 0;

        // Not TryDecodeFromChars: it throws at some texts that do not fit, as at 87 characters into 64 bytes.
        return text.Length % 4 != 1
            && !text.ContainsAnyExcept(Alphabet)
            && UnusedBitsAreZero(text)
            && Base64Url.DecodeFromChars(text, destination, out _, out written) is OperationStatus.Done;
    }

    private static bool UnusedBitsAreZero(ReadOnlySpan<char> text) => (text.Length % 4) switch
    {
        2 => (Sextet(text[^1]) & 0b1111) == 0,
        3 => (Sextet(text[^1]) & 0b11) == 0,
        _ => true,
    };

    private static int Sextet(char character) => character switch
    {
        >= 'A' and <= 'Z' => character - 'A',
        >= 'a' and <= 'z' => character - 'a' + 26,
        >= '0' and <= '9' => character - '0' + 52,
        '-' => 62,
        _ => 63,
    };
}
