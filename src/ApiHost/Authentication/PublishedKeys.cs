using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using TokenGrains.Tokens;

namespace TokenGrains.ApiHost.Authentication;

/// <summary>The keys behind <c>JWK_URL</c> (RFC 7517), kept between fetches.</summary>
/// <remarks>
/// A token with an unknown <c>kid</c> may cause a fetch, and so may a forged one: never more than one fetch in
/// <see cref="ShortestPause"/>, whatever comes. When a fetch fails, the last keys stay in use.
/// </remarks>
internal sealed partial class PublishedKeys(
    IOptions<SimpleJwtOptions> options, IHttpClientFactory clients, TimeProvider time, ILogger<PublishedKeys> logger)
{
    /// <summary>The name of the HTTP client.</summary>
    public const string Client = "jwk-url";

    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private Task<bool>? _fetch;
    private DateTimeOffset _nextFetch;

    /// <summary>The keys as of the last fetch; none without <c>JWK_URL</c>.</summary>
    public ImmutableArray<JwsKey> Current { get; private set; } = [];

    /// <summary>Raised after <see cref="Current"/> has changed.</summary>
    public event Action? Changed;

    /// <summary>Whether a token that is not valid could become so by a fetch.</summary>
    public bool MayHaveNew(string token) =>
        options.Value.JwkUrl is not null && time.GetUtcNow() >= _nextFetch
        && CompactJws.TryReadKeyId(token, out var keyId) && !Current.Any(key => key.KeyId == keyId);

    /// <summary>Fetches the keys, or waits for the fetch that is under way; false if there are no new ones.</summary>
    public Task<bool> Refresh()
    {
        if (options.Value.JwkUrl is not { } url)
            return Task.FromResult(false);

        lock (_lock)
        {
            if (_fetch is { IsCompleted: false })
                return _fetch;
            if (time.GetUtcNow() < _nextFetch)
                return Task.FromResult(false);

            _nextFetch = time.GetUtcNow() + ShortestPause;
            return _fetch = Fetch(url);
        }
    }

    private async Task<bool> Fetch(string url)
    {
        try
        {
            using var client = clients.CreateClient(Client);
            Current = JwkSet.Read(await client.GetByteArrayAsync(url), options.Value.EffectiveAlgorithm);
            Changed?.Invoke();
            return true;
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or FormatException)
        {
            LogNotFetched(logger, exception);
            return false;
        }
    }

    [LoggerMessage(EventId = 401, Level = LogLevel.Warning, Message = "The keys of JWK_URL could not be fetched; the last ones stay in use.")]
    private static partial void LogNotFetched(ILogger logger, Exception exception);
}
