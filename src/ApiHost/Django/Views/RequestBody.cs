using System.Buffers;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;

namespace TokenGrains.ApiHost.Django.Views;

/// <summary>Reads and parses the body of a request: DRF's <c>request.data</c>.</summary>
internal static class RequestBody
{
    /// <returns>The body, or the 400 or 415 that refuses it in DRF's words.</returns>
    /// <exception cref="BadHttpRequestException">The body is too large, or ends early, or has too many fields. DRF never sees such a request.</exception>
    public static async ValueTask<(ParsedBody? Body, DjangoResponse? Refusal)> ReadAsync(HttpRequest request, DjangoView view)
    {
        // Unlike WSGI, which hands Django an empty body for a chunked one, we read it: .NET's JsonContent sends no length.
        if (request.ContentLength is 0 || request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false })
            return (ParsedBody.Empty, null);

        var contentType = request.ContentType ?? "";
        var header = HeaderValue.Parse(contentType);
        var format = Select(view.Parsers, header);
        if (format is null && request.ContentLength is not null)
            return (null, Unsupported(contentType));

        var buffer = await ReadWhole(request, view.LargestBody);
        try
        {
            if (buffer.IsEmpty)
                return (ParsedBody.Empty, null);
            if (format is null)
                return (null, Unsupported(contentType));

            var bytes = buffer.IsSingleSegment ? buffer.First : buffer.ToArray();
            return TryParse(format.Value, bytes.Span, contentType, header, out var body, out var error)
                ? (body, null)
                : (null, DjangoResponse.Detail(StatusCodes.Status400BadRequest, error));
        }
        finally
        {
            request.BodyReader.AdvanceTo(buffer.End);
        }
    }

    private static async ValueTask<ReadOnlySequence<byte>> ReadWhole(HttpRequest request, int largest)
    {
        if (request.ContentLength > largest)
            throw TooLarge();

        while (true)
        {
            var read = await ReadOn(request);
            if (read.Buffer.Length > largest)
                throw TooLarge();
            if (read.IsCompleted)
                return read.Buffer;
            request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static async ValueTask<ReadResult> ReadOn(HttpRequest request)
    {
        try
        {
            return await request.BodyReader.ReadAsync(request.HttpContext.RequestAborted);
        }
        catch (IOException exception) when (exception is not BadHttpRequestException)
        {
            // Kestrel says so of a chunk whose length is beyond all numbers.
            throw new BadHttpRequestException("The request body cannot be read.", exception);
        }
    }

    private static BadHttpRequestException TooLarge() => new("Request body is too large.");

    private static DjangoResponse Unsupported(string contentType) =>
        DjangoResponse.Detail(StatusCodes.Status415UnsupportedMediaType, $"Unsupported media type \"{contentType}\" in request.");

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
