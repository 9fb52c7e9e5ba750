using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;

namespace TokenGrains.ApiHost.Django.Views;

/// <summary>DRF's <c>DefaultContentNegotiation</c>: which renderer a request gets, by <c>?format=</c> and Accept. q-values mean nothing.</summary>
/// <remarks>
/// <see cref="Refusal"/> is a 404 or 406, itself rendered as JSON, or null if the client can be served.
/// <see cref="Indent"/> is the number of spaces per level that the client asked for, 0 for compact JSON.
/// </remarks>
internal readonly record struct Negotiation(DjangoResponse? Refusal, bool Html = false, int Indent = 0)
{
    private const int WidestIndent = 8;

    private static readonly Negotiation CompactJson = new(Refusal: null);
    private static readonly Negotiation NotFound = new(DjangoResponse.Detail(StatusCodes.Status404NotFound, "Not found."));
    private static readonly Negotiation NotAcceptable =
        new(DjangoResponse.Detail(StatusCodes.Status406NotAcceptable, "Could not satisfy the request Accept header."));

    public static Negotiation Of(HttpRequest request, bool browsableHtml)
    {
        var format = Format(request);
        var json = format is null or "json";
        var html = browsableHtml && format is null or "api";
        if (!json && !html)
            return NotFound;

        var accept = request.Headers.Accept;
        if (json && (accept.Count == 0 || accept is ["*/*" or MediaType.Json]))
            return CompactJson;
        return Choose(accept.Count == 0 ? "*/*" : accept.ToString(), json, html);
    }

    private static Negotiation Choose(string accept, bool json, bool html)
    {
        var ranges = Array.ConvertAll(accept.Split(','), range => HeaderValue.Parse(range));
        for (var precedence = 3; precedence >= 0; precedence--)
        {
            var eligible = Array.FindAll(ranges, range => MediaType.Precedence(range) == precedence);
            if (json && Array.Find(eligible, range => MediaType.Matches(MediaType.Json, range.Value)) is { } chosen)
                return new(Refusal: null, Indent: IndentOf(chosen));
            if (html && Array.Exists(eligible, range => MediaType.Matches(MediaType.Html, range.Value)))
                return new(Refusal: null, Html: true);
        }

        return NotAcceptable;
    }

    private static int IndentOf(HeaderValue range)
    {
        const NumberStyles PythonInt = NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite;
        return long.TryParse(range.Parameter("indent"), PythonInt, CultureInfo.InvariantCulture, out var indent)
            ? (int)Math.Clamp(indent, 0, WidestIndent)
            : 0;
    }

    /// <summary>The last <c>format</c> of the query, whose names are case-sensitive in Django; null if there is none or it is empty.</summary>
    private static string? Format(HttpRequest request)
    {
        string? format = null;
        if (request.QueryString.HasValue)
        {
            foreach (var pair in new QueryStringEnumerable(request.QueryString.Value))
            {
                if (pair.DecodeName().Span is "format")
                    format = pair.DecodeValue().ToString();
            }
        }

        return string.IsNullOrEmpty(format) ? null : format;
    }
}
