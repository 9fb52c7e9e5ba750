using System.Text;

namespace TokenGrains.ApiHost.Django.Views;

/// <summary>Python's view of a string: code points rather than UTF-16 units, and its own idea of white space.</summary>
internal static class PythonText
{
    /// <summary>As <c>str.strip()</c>: what .NET calls white space and the four separators U+001C to U+001F.</summary>
    public static string Strip(string text)
    {
        var start = 0;
        var end = text.Length;
        while (start < end && IsSpace(text[start]))
            start++;
        while (end > start && IsSpace(text[end - 1]))
            end--;
        return text[start..end];
    }

    /// <summary>As <c>len(str)</c>; a lone surrogate counts one.</summary>
    public static int Length(ReadOnlySpan<char> text)
    {
        var length = 0;
        for (; !text.IsEmpty; length++)
        {
            _ = Rune.DecodeFromUtf16(text, out _, out var consumed);
            text = text[consumed..];
        }

        return length;
    }

    public static char? FirstSurrogate(ReadOnlySpan<char> text)
    {
        for (var at = text.IndexOfAnyInRange('\uD800', '\uDFFF'); at >= 0; at = text.IndexOfAnyInRange('\uD800', '\uDFFF'))
        {
            text = text[at..];
            if (text.Length < 2 || !char.IsSurrogatePair(text[0], text[1]))
                return text[0];
            text = text[2..];
        }

        return null;
    }

    private static bool IsSpace(char c) => char.IsWhiteSpace(c) || c is >= '\u001C' and <= '\u001F';
}
