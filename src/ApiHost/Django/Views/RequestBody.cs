using System.Buffers;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace TokenGrains.ApiHost.Django.Views;

/// <summary>Reads and parses the body of a request: DRF's <c>request.data</c>.</summary>
internal static class RequestBody
{
    /// <summary>Django's limit is 2.5 MB; no request of this face needs a fortieth of it.</summary>
    private const int MaximumLength = 64 * 1024;

    /// <returns>The body, or the 400 or 415 that refuses it in DRF's words.</returns>
    /// <exception cref="BadHttpRequestException">The body is too large, or ends early, or has too many fields. DRF never sees such a request.</exception>
    public static async ValueTask<(ParsedBody? Body, DjangoResponse? Refusal)> ReadAsync(HttpRequest request, ImmutableArray<BodyFormat> parsers)
    {
        // Without Content-Length, as in a chunked request, WSGI servers hand Django an empty body.
        if (request.ContentLength is not { } length || length == 0)
            return (ParsedBody.Empty, null);

        var contentType = request.ContentType ?? "";
        var header = HeaderValue.Parse(contentType);
        if (Select(parsers, header) is not { } format)
            return (null, DjangoResponse.Detail(StatusCodes.Status415UnsupportedMediaType, $"Unsupported media type \"{contentType}\" in request."));
        if (length > MaximumLength)
            throw new BadHttpRequestException("Request body is too large.");

        var read = await request.BodyReader.ReadAtLeastAsync((int)length, request.HttpContext.RequestAborted);
        try
        {
            var bytes = read.Buffer.IsSingleSegment ? read.Buffer.First : read.Buffer.ToArray();
            return TryParse(format, bytes.Span, contentType, header, out var body, out var error)
                ? (body, null)
                : (null, DjangoResponse.Detail(StatusCodes.Status400BadRequest, error));
        }
        finally
        {
            request.BodyReader.AdvanceTo(read.Buffer.End);
        }
    }

    private static BodyFormat? Select(ImmutableArray<BodyFormat> parsers, HeaderValue contentType)
    {
        foreach (var parser in parsers)
        {
            if (MediaType.Matches(parser.MediaType(), contentType.Value))
                return parser;
        }

        return null;
    }

    private static bool TryParse(
        BodyFormat format,
        ReadOnlySpan<byte> bytes,
        string contentType,
        HeaderValue header,
        [NotNullWhen(true)] out ParsedBody? body,
        [NotNullWhen(false)] out string? error)
    {
        (body, error) = (null, null);
        switch (format)
        {
            case BodyFormat.Form:
                body = FormParser.Parse(bytes, header.Parameter("charset"));
                return true;
            case BodyFormat.Multipart:
                if (MultipartParser.TryParse(bytes, contentType, header, out body, out error))
                    return true;
                error = $"Multipart form parse error - {error}";
                return false;
            default:
                if (Charset.TryDecodeToUtf8(bytes, header.Parameter("charset"), out var utf8, out error)
                    && JsonParser.TryParse(utf8, out body, out error))
                    return true;
                error = $"JSON parse error - {error}";
                return false;
        }
    }
}
