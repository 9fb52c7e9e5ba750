using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace TokenGrains.Client;

/// <summary>Follows the revocation feed with one long poll at a time, for as long as the service runs.</summary>
internal sealed partial class RevocationFollower(
    IHttpClientFactory clients, RevokedTokens revoked, IOptions<TokenGrainsBearerOptions> options, TimeProvider time, ILogger<RevocationFollower> logger) : BackgroundService
{
    /// <summary>The name of the HTTP client.</summary>
    public const string ClientName = "TokenGrains.Revocations";

    private const int WaitSeconds = 1;
    private static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private string? _cursor;
    private long _asOf = long.MinValue;

    /// <summary>Whether what is known holds for the last 2 s: counted from when the poll was sent, less what the answering host was behind itself.</summary>
    public bool IsFresh => Volatile.Read(ref _asOf) is var asOf and not long.MinValue && time.GetElapsedTime(asOf) <= FreshFor;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pause = FirstPause;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Poll(stoppingToken);
                pause = FirstPause;
                continue;
            }
            catch (Exception exception) when (exception is HttpRequestException or JsonException or OperationCanceledException)
            {
                if (!stoppingToken.IsCancellationRequested && pause == FirstPause)
                    LogNotReached(logger, exception);
            }

            // At a random point of the pause: who lost the same host must not come back all at once.
            await Task.Delay(pause * (RandomNumberGenerator.GetInt32(50, 101) / 100.0), stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    private async Task Poll(CancellationToken stoppingToken)
    {
        // Who is behind asks for what there is, and not to be made to wait.
        var wait = IsFresh ? WaitSeconds : 0;
        var position = _cursor is null ? "" : $"?after={_cursor}&wait={wait}";
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{options.Value.Authority!.AbsoluteUri.TrimEnd('/')}/revocations{position}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Token", options.Value.FeedToken);

        var sentAt = time.GetTimestamp();
        using var client = clients.CreateClient(ClientName);
        using var response = await client.SendAsync(request, stoppingToken);
        response.EnsureSuccessStatusCode();
        var page = await response.Content.ReadFromJsonAsync(FeedJson.Default.FeedPage, stoppingToken)
            ?? throw new JsonException("The feed has answered null.");

        revoked.Add(page.Revocations, time.GetUtcNow(), TimeSpan.FromSeconds(page.Retention));
        _cursor = page.Cursor;
        if (!page.HasMore)
            Volatile.Write(ref _asOf, sentAt - (long)(page.Age * time.TimestampFrequency));
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "The revocation feed does not answer. Until it does, tokens cannot be checked.")]
    private static partial void LogNotReached(ILogger logger, Exception exception);
}
