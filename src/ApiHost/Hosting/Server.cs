using System.Text;

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
            kestrel.RequestHeaderEncodingSelector = _ => Encoding.Latin1;
        });
        return builder;
    }
}
