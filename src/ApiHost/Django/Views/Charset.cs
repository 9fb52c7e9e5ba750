using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace TokenGrains.ApiHost.Django.Views;

/// <summary>The <c>charset</c> of a request body, and what CPython's codecs say of bytes that are not in it.</summary>
internal static class Charset
{
    /// <returns>The encoding of that name; UTF-8 if there is no name or nobody knows it.</returns>
    public static Encoding Find(string? name, DecoderFallback fallback)
    {
        if (name is null)
            return Encoding.UTF8;

        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(name, EncoderFallback.ReplacementFallback, fallback)
                ?? Encoding.GetEncoding(name, EncoderFallback.ReplacementFallback, fallback);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return Encoding.UTF8;
        }
    }

    /// <summary>Decodes as a Python <c>StreamReader</c>, which drops a character that the end of the body cuts short.</summary>
    public static bool TryDecodeToUtf8(
        ReadOnlySpan<byte> body, string? charset, out ReadOnlySpan<byte> utf8, [NotNullWhen(false)] out string? error)
    {
        var encoding = Find(charset, DecoderFallback.ExceptionFallback);
        if (encoding is not UTF8Encoding)
            return TryTranscode(body, encoding, out utf8, out error);

        error = null;
        utf8 = body;
        if (Utf8.IsValid(body))
            return true;

        var fault = 0;
        OperationStatus status;
        int length;
        while ((status = Rune.DecodeFromUtf8(body[fault..], out _, out length)) == OperationStatus.Done)
            fault += length;

        utf8 = body[..fault];
        if (status == OperationStatus.InvalidData)
            error = Refusal("utf-8", body.Slice(fault, length), fault, body[fault] is < 0xC2 or > 0xF4 ? "invalid start byte" : "invalid continuation byte");
        return error is null;
    }

    private static bool TryTranscode(ReadOnlySpan<byte> body, Encoding strict, out ReadOnlySpan<byte> utf8, [NotNullWhen(false)] out string? error)
    {
        try
        {
            utf8 = Encoding.UTF8.GetBytes(strict.GetString(body));
            error = null;
            return true;
        }
        catch (DecoderFallbackException e)
        {
            utf8 = default;
            error = strict is ASCIIEncoding
                ? Refusal("ascii", e.BytesUnknown, e.Index, "ordinal not in range(128)")
                : Refusal("charmap", e.BytesUnknown, e.Index, "character maps to <undefined>");
            return false;
        }
    }

    private static string Refusal(string codec, ReadOnlySpan<byte> bytes, int at, string reason)
    {
        return bytes is [var single]
            ? string.Create(CultureInfo.InvariantCulture, $"'{codec}' codec can't decode byte 0x{single:x2} in position {at}: {reason}")
            : string.Create(CultureInfo.InvariantCulture, $"'{codec}' codec can't decode bytes in position {at}-{at + bytes.Length - 1}: {reason}");
    }
}
