using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.WebUtilities;

namespace TokenGrains.ApiHost.Django.Views;

/// <summary>The pages of the Django face. They load nothing, from here or elsewhere.</summary>
internal static class HtmlPages
{
    public const string ContentType = "text/html; charset=utf-8";

    private static readonly byte[] NotFound = Page("Not Found", "The requested resource was not found on this server.");
    private static readonly byte[] BadRequest = Page("Bad Request (400)", "");

    /// <summary>Django's own page for a path that it does not know.</summary>
    public static Task AnswerNotFound(HttpContext context) => Answer(context, StatusCodes.Status404NotFound, NotFound);

    /// <summary>Django's page for a request that does not get as far as DRF.</summary>
    public static Task AnswerBadRequest(HttpContext context, int status) => Answer(context, status, BadRequest);

    /// <summary>What a browser sees of a view: DRF's browsable page reduced to the answer.</summary>
    public static ReadOnlyMemory<byte> Browsable(DjangoView view, HttpRequest request, DjangoResponse response)
    {
        var html = HtmlEncoder.Default;
        var json = response.Body.IsEmpty ? "" : Encoding.UTF8.GetString(IndentedJson.From(response.Body.Span, indent: 4).Span);
        return Encoding.UTF8.GetBytes($"""
            <!doctype html>
            <html lang="en">
            <head>
              <meta charset="utf-8">
              <meta name="robots" content="NONE,NOARCHIVE">
              <title>{html.Encode(view.Name)}</title>
            </head>
            <body>
              <h1>{html.Encode(view.Name)}</h1>
              <p>{html.Encode(view.Description)}</p>
              <pre>{html.Encode(request.Method)} {html.Encode(request.PathBase + request.Path)}</pre>
              <pre>HTTP {response.Status} {ReasonPhrases.GetReasonPhrase(response.Status)}

            {html.Encode(json)}</pre>
            </body>
            </html>

            """);
    }

    private static async Task Answer(HttpContext context, int status, byte[] page)
    {
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = ContentType;
        response.ContentLength = page.Length;
        response.Headers.AddDocumentHardening();
        if (!HttpMethods.IsHead(context.Request.Method))
            await response.Body.WriteAsync(page, context.RequestAborted);
    }

    private static byte[] Page(string title, string text) => Encoding.UTF8.GetBytes($"""

        <!doctype html>
        <html lang="en">
        <head>
          <title>{title}</title>
        </head>
        <body>
          <h1>{title}</h1><p>{text}</p>
        </body>
        </html>

        """);
}
