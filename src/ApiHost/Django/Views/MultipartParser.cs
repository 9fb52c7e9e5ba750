using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Unicode;

namespace TokenGrains.ApiHost.Django.Views;

/// <summary>Django's <c>MultiPartParser</c>: text parts become strings, files are noted, whatever it cannot read it drops without a word.</summary>
internal static class MultipartParser
{
    private const int MaximumHeaderSize = 1024;

    /// <exception cref="BadHttpRequestException">There are more parts than a form may have fields.</exception>
    public static bool TryParse(
        ReadOnlySpan<byte> body, string contentType, HeaderValue header, [NotNullWhen(true)] out ParsedBody? parsed, [NotNullWhen(false)] out string? error)
    {
        var boundary = header.Parameter("boundary");
        parsed = null;
        error =
            !contentType.StartsWith("multipart/", StringComparison.Ordinal) ? $"Invalid Content-Type: {contentType}"
            : !Ascii.IsValid(contentType) ? $"Invalid non-ASCII Content-Type in multipart: {contentType}"
            : !IsBoundary(boundary) ? $"Invalid boundary in multipart: {boundary ?? "None"}"
            : null;
        if (error is not null)
            return false;

        var parts = new PartCollector(Charset.Find(header.Parameter("charset"), DecoderFallback.ReplacementFallback));
        ReadOnlySpan<byte> separator = Encoding.ASCII.GetBytes("--" + boundary);
        while (!body.IsEmpty && error is null)
        {
            var end = body.IndexOf(separator);
            var rest = end < 0 ? default : body[(end + separator.Length)..];
            error = parts.Add(end < 0 ? body : WithoutLineEnd(body[..end]), isLast: rest.IsEmpty);
            body = rest;
        }

        parsed = error is null ? parts.ToBody() : null;
        return error is null;
    }

    /// <summary>Django's expression <c>[ -~]{0,200}[!-~]</c>.</summary>
    private static bool IsBoundary([NotNullWhen(true)] string? boundary)
    {
        return boundary is { Length: >= 1 and <= 201 } && boundary[^1] != ' ' && !boundary.AsSpan().ContainsAnyExceptInRange(' ', '~');
    }

    private static ReadOnlySpan<byte> WithoutLineEnd(ReadOnlySpan<byte> part)
    {
        part = part is [.. var withoutLineFeed, (byte)'\n'] ? withoutLineFeed : part;
        return part is [.. var withoutReturn, (byte)'\r'] ? withoutReturn : part;
    }

    private sealed class PartCollector(Encoding encoding)
    {
        private readonly List<(string, BodyValue)> _fields = [];
        private readonly List<(string, BodyValue)> _files = [];
        private int _count;

        /// <returns>Null, or why the whole body is refused.</returns>
        public string? Add(ReadOnlySpan<byte> part, bool isLast)
        {
            // The two are the empty parts before the first separator and after the last.
            if (++_count > FormParser.MaximumFields + 2)
                throw new BadHttpRequestException("Too many multipart parts.");

            var headerEnd = part[..Math.Min(part.Length, MaximumHeaderSize)].IndexOf("\r\n\r\n"u8);
            if (headerEnd < 0)
                return part.Length < MaximumHeaderSize ? null : "Request max total header size exceeded.";

            var disposition = Disposition(part[..headerEnd]);
            if (disposition?.Parameter("name") is not { } name)
                return null;

            if (disposition.Parameter("filename") is null)
                _fields.Add((name.Trim(), new(BodyValueKind.String, encoding.GetString(part[(headerEnd + 4)..]))));
            else if (!isLast)
                _files.Add((name.Trim(), new(BodyValueKind.File)));
            return null;
        }

        /// <summary>DRF lays files over the fields, so that a file wins over a text of its name.</summary>
        public ParsedBody ToBody() => new(BodyValueKind.Object, [.. _fields, .. _files]) { FromForm = true };

        private static HeaderValue? Disposition(ReadOnlySpan<byte> headers)
        {
            HeaderValue? disposition = null;
            foreach (var range in headers.Split("\r\n"u8))
            {
                var line = headers[range];
                var colon = line.IndexOf((byte)':');
                if (colon >= 0 && Utf8.IsValid(line) && Ascii.EqualsIgnoreCase(line[..colon].TrimEnd((byte)' '), "content-disposition"u8))
                    disposition = HeaderValue.Parse(Encoding.UTF8.GetString(line[(colon + 1)..]));
            }

            return disposition;
        }
    }
}
