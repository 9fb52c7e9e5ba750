using System.Text;
using Microsoft.Extensions.Primitives;

namespace TokenGrains.ApiHost.Authentication;

/// <summary>What stands in a header that should carry a token.</summary>
internal enum TokenHeaderState
{
    /// <summary>Nothing for this scheme: no header, an empty one, or another scheme's word.</summary>
    Absent,

    /// <summary>The scheme's word and nothing behind it.</summary>
    NoToken,

    /// <summary>The scheme's word and more than one thing behind it.</summary>
    TooManyParts,

    /// <summary>The scheme's word and one thing behind it that is not UTF-8.</summary>
    NotUnicode,

    /// <summary>The scheme's word and one thing behind it that should be base64 and is not.</summary>
    NotBase64,

    /// <summary>The scheme's word and a token.</summary>
    Present,
}

/// <summary>Takes apart <c>Authorization: WORD TOKEN</c> as Django REST framework does: split at blanks, the word first.</summary>
internal readonly record struct TokenHeader(TokenHeaderState State, string Token)
{
    /// <summary>Reads the header for a scheme whose word is one of <paramref name="words"/>.</summary>
    public static TokenHeader Read(StringValues header, IEnumerable<string> words, StringComparison comparison)
    {
        // WSGI joins repeated headers with a comma, which then counts as part of the values.
        var text = header.Count > 1 ? string.Join(',', header.ToArray()) : header.ToString();
        var parts = text.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 0 || !words.Any(word => string.Equals(word, parts[0], comparison)))
            return new TokenHeader(TokenHeaderState.Absent, "");

        return parts.Length switch
        {
            1 => new TokenHeader(TokenHeaderState.NoToken, ""),
            > 2 => new TokenHeader(TokenHeaderState.TooManyParts, ""),
            _ when !IsUtf8(parts[1]) => new TokenHeader(TokenHeaderState.NotUnicode, ""),
            _ => new TokenHeader(TokenHeaderState.Present, parts[1]),
        };
    }

    // Kestrel hands over what is not ASCII as Latin-1, byte by byte (see Program).
    private static bool IsUtf8(string text) =>
        Ascii.IsValid(text) || System.Text.Unicode.Utf8.IsValid(Encoding.Latin1.GetBytes(text));
}
