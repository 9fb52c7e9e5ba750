using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace TokenGrains.ApiHost.Django.Views;

/// <summary>Django's <c>QueryDict</c> over an urlencoded body: nothing in it is malformed, odd escapes stay as they are.</summary>
internal static class FormParser
{
    /// <summary>Django's <c>DATA_UPLOAD_MAX_NUMBER_FIELDS</c>.</summary>
    public const int MaximumFields = 1000;

    /// <exception cref="BadHttpRequestException">There are more fields than <see cref="MaximumFields"/>.</exception>
    public static ParsedBody Parse(ReadOnlySpan<byte> body, string? charset)
    {
        if (body.Count((byte)'&') >= MaximumFields)
            throw new BadHttpRequestException("Too many form fields.");

        var encoding = Charset.Find(charset, DecoderFallback.ReplacementFallback);
        if (encoding is UTF8Encoding && !Utf8.IsValid(body))
            body = Encoding.Convert(Encoding.Latin1, Encoding.UTF8, body.ToArray());

        List<(string, BodyValue)> members = [];
        foreach (var range in body.Split((byte)'&'))
        {
            var pair = body[range];
            if (pair.IsEmpty)
                continue;

            var equals = pair.IndexOf((byte)'=');
            var name = equals < 0 ? pair : pair[..equals];
            var value = equals < 0 ? default : pair[(equals + 1)..];
            members.Add((Decode(name, encoding), new(BodyValueKind.String, Decode(value, encoding))));
        }

        return new ParsedBody(BodyValueKind.Object, members) { FromForm = true };
    }

    private static string Decode(ReadOnlySpan<byte> text, Encoding encoding)
    {
        byte[]? rented = null;
        var plain = text.Length <= 256 ? stackalloc byte[256] : rented = ArrayPool<byte>.Shared.Rent(text.Length);
        var decoded = encoding.GetString(plain[..Unquote(text, plain)]);
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        return decoded;
    }

    private static int Unquote(ReadOnlySpan<byte> text, Span<byte> plain)
    {
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '%' && i + 2 < text.Length
                && byte.TryParse(text.Slice(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
            {
                plain[length++] = value;
                i += 2;
            }
            else
            {
                plain[length++] = text[i] == '+' ? (byte)' ' : text[i];
            }
        }

        return length;
    }
}
