using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using TokenGrains.ApiHost.Hosting;
using TokenGrains.Grains.Signing;
using TokenGrains.Signing;
using TokenGrains.Tokens;

namespace TokenGrains.ApiHost.Authentication;

/// <summary>Keeps the keys that tokens are verified with, so that no request has to ask for them.</summary>
/// <remarks>A key is announced long before it signs; a host that cannot reach the ring for a while goes on with what it has.</remarks>
internal sealed partial class VerificationKeyFollower(
    IGrainFactory grains,
    FirstCalls calls,
    PublishedKeys published,
    IOptions<SimpleJwtOptions> jwt,
    IOptions<KeyOptions> options,
    TimeProvider time,
    ILogger<VerificationKeyFollower> logger) : BackgroundService
{
    private volatile VerificationKeys? _current;
    private VerificationKeyRing? _ring;
    private string[] _keyIds = [];

    /// <summary>The keys as of the last answer of the ring.</summary>
    /// <exception cref="InvalidOperationException">The host has not started.</exception>
    public VerificationKeys Current => _current ?? throw new InvalidOperationException("The host has not got its keys yet.");

    /// <summary>The public keys of the access tokens that this service signs; none where a <c>SIGNING_KEY</c> signs them.</summary>
    public ImmutableArray<PublicSigningKey> PublicKeys => _ring is { } ring && !jwt.Value.UsesSigningKey ? ring.AccessKeys : [];

    /// <summary>Whether the host can verify tokens.</summary>
    public bool HasKeys => _current is not null;

    /// <summary>Gets the first keys before the host takes requests: without them it could only refuse everyone.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        Use(await calls.UntilAnswered(() => grains.SigningKeyRing().GetVerificationKeys(), cancellationToken));
        published.Changed += Rebuild;
        await published.Refresh();
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.RefreshInterval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await Refresh();
                await published.Refresh();
            }
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
    }

    private async Task Refresh()
    {
        try
        {
            Use(await grains.SigningKeyRing().GetVerificationKeys());
        }
        catch (Exception exception) when (Outage.Is(exception))
        {
            LogNotRefreshed(logger, exception);
        }
    }

    private void Use(VerificationKeyRing ring)
    {
        var keyIds = ring.AccessKeys.Select(key => key.KeyId).ToArray();
        if (_current is not null && keyIds.SequenceEqual(_keyIds))
            return;

        (_ring, _keyIds) = (ring, keyIds);
        Rebuild();
    }

    private void Rebuild() => _current = VerificationKeys.From(_ring!, jwt.Value, published.Current);

    [LoggerMessage(EventId = 400, Level = LogLevel.Warning, Message = "The verification keys could not be refreshed; the last ones stay in use.")]
    private static partial void LogNotRefreshed(ILogger logger, Exception exception);
}
