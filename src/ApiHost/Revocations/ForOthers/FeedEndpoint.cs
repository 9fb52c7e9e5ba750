using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using TokenGrains.ApiHost.Admin;
using TokenGrains.Tokens;

namespace TokenGrains.ApiHost.Revocations.ForOthers;

/// <summary>
/// <c>GET /revocations?after=CURSOR&amp;wait=SECONDS</c>: the revocation feed for other services, as long polls or, for who accepts
/// <c>text/event-stream</c>, as server-sent events. For staff users. How to follow it is described in <c>docs/revocations.md</c>.
/// </summary>
internal sealed class FeedEndpoint(FeedReader reader, IOptions<RevocationOptions> options)
{
    /// <summary>The path.</summary>
    public const string Path = "/revocations";

    private const int LongestWait = 30;
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(1);

    private int _followers;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var endpoint = routes.MapGet(Path, (HttpContext http, FeedEndpoint feed, string? after, string? wait) => feed.Answer(http, after, wait));
        routes.ServiceProvider.GetRequiredService<StaffOnly>().Guard(endpoint, TokenScope.Revocations);
    }

    private async Task<IResult> Answer(HttpContext http, string? after, string? wait)
    {
        var isStream = http.Request.GetTypedHeaders().Accept.Any(type => type.MediaType.Equals("text/event-stream", StringComparison.OrdinalIgnoreCase));
        if (isStream && http.Request.Headers["Last-Event-ID"] is [{ Length: > 0 } last])
            after = last;
        if (!FeedCursor.TryParse(after ?? FeedCursor.Start.ToString(), out var cursor))
            return TypedResults.Problem("The cursor is not one of this feed. Leave it out to begin anew.", statusCode: StatusCodes.Status400BadRequest);
        if (!int.TryParse(wait ?? "0", NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds > LongestWait)
            return TypedResults.Problem($"Wait 0 to {LongestWait} whole seconds.", statusCode: StatusCodes.Status400BadRequest);

        http.Response.Headers[HeaderNames.CacheControl] = "no-store";
        if (isStream)
            return TypedResults.ServerSentEvents(Stream(cursor, http.RequestAborted));
        return await Counted(() => reader.Read(cursor, TimeSpan.FromSeconds(seconds), http.RequestAborted)) is { } page
            ? TypedResults.Json(page, FeedJson.Default.FeedPage)
            : Unavailable(http);
    }

    private static ProblemHttpResult Unavailable(HttpContext http)
    {
        http.Response.Headers.RetryAfter = "1";
        return TypedResults.Problem("This host does not know, or too many follow it. Try again, or another host.", statusCode: StatusCodes.Status503ServiceUnavailable);
    }

    /// <summary>Null for who is one too many, too.</summary>
    private async Task<FeedPage?> Counted(Func<Task<FeedPage?>> read)
    {
        try
        {
            return Interlocked.Increment(ref _followers) <= options.Value.Followers ? await read() : null;
        }
        finally
        {
            Interlocked.Decrement(ref _followers);
        }
    }

    // Ends when this host does not know any more: who follows goes to another, or comes again and is told so.
    private async IAsyncEnumerable<SseItem<string>> Stream(FeedCursor cursor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (await Counted(() => reader.Read(cursor, Heartbeat, cancellationToken)) is { } page)
        {
            yield return new SseItem<string>(System.Text.Json.JsonSerializer.Serialize(page, FeedJson.Default.FeedPage), "revocations") { EventId = page.Cursor };
            cursor = FeedCursor.TryParse(page.Cursor, out var next) ? next : cursor;
        }
    }
}
