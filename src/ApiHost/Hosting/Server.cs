using System.Text;
using Microsoft.Net.Http.Headers;

namespace TokenGrains.ApiHost.Hosting;

/// <summary>How Kestrel reads requests.</summary>
internal static class Server
{
    /// <summary>
    /// The endpoints refuse bodies of a few kilobytes without reading them; up to here Kestrel reads the rest away, so that a
    /// client which sends too much still gets to see its answer instead of a reset.
    /// </summary>
    private const int LargestDrainedBody = 8 * 1024 * 1024;

    public static WebApplicationBuilder ConfigureServer(this WebApplicationBuilder builder)
    {
        // A bare line feed ends a line for Kestrel by default and for few proxies: that difference is request smuggling
        // (RFC 9112 section 2.2, ASVS 4.2.1).
        AppContext.SetSwitch("Microsoft.AspNetCore.Server.Kestrel.DisableHttp1LineFeedTerminators", true);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestDrainedBody;

            // As WSGI: bytes that are not ASCII become Latin-1 characters instead of a refusal, so that a token of odd bytes
            // gets the answer of a wrong token.
            // Not for Content-Length: under an encoding of its own, Kestrel throws on a value of more than 20 characters and
            // drops the connection without an answer.
            kestrel.RequestHeaderEncodingSelector = static name => name == HeaderNames.ContentLength ? null : Encoding.Latin1;
        });
        return builder;
    }

    /// <summary>
    /// Closes the connection after an error to a chunked request: where a client is wrong about a body, what comes behind it
    /// may be part of it (RFC 9112 section 11.2).
    /// </summary>
    public static void CloseAfterChunkedErrors(this WebApplication app) => app.Use((context, next) =>
    {
        if (context.Request.Headers.TransferEncoding.Count > 0)
        {
            context.Response.OnStarting(() =>
            {
                if (context.Response.StatusCode >= StatusCodes.Status400BadRequest)
                    context.Response.Headers.Connection = "close";
                return Task.CompletedTask;
            });
        }

        return next(context);
    });
}
