using Microsoft.Extensions.Options;
using TokenGrains.ApiHost.Hosting;
using TokenGrains.Revocations;
using TokenGrains.Tokens;

namespace TokenGrains.ApiHost.Revocations;

/// <summary>Follows all shards of the revocation feed, each with one long poll at a time.</summary>
/// <remarks>
/// Fresh is who has the answers of polls that were sent within the last 2 s, of every shard: an entry that was appended before
/// one of them was sent is in the index.
/// </remarks>
internal sealed partial class RevocationFollower : BackgroundService
{
    /// <summary>How long an answered poll counts, from when it was sent.</summary>
    public static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly IGrainFactory _grains;
    private readonly FirstCalls _calls;
    private readonly TimeProvider _time;
    private readonly ILogger<RevocationFollower> _logger;
    private readonly RevocationLog[] _logs;
    private readonly long[] _cursors = new long[RevocationShards.Count];
    private readonly long[] _sentAt = new long[RevocationShards.Count];
    private TaskCompletionSource _news = NewSignal();

    public RevocationFollower(
        IGrainFactory grains, FirstCalls calls, IOptions<SimpleJwtOptions> options, HostInstruments instruments, TimeProvider time, ILogger<RevocationFollower> logger)
    {
        (_grains, _calls, _time, _logger) = (grains, calls, time, logger);
        var retention = RevocationRetention.Of(options.Value);
        Index = new RevocationIndex(retention);
        _logs = [.. Enumerable.Range(0, RevocationShards.Count).Select(_ => new RevocationLog(retention))];
        Array.Fill(_sentAt, long.MinValue);
        instruments.Observe(this);
    }

    /// <summary>What has ended.</summary>
    public RevocationIndex Index { get; }

    /// <summary>Whether <see cref="Index"/> can be relied on.</summary>
    public bool IsFresh => Staleness <= FreshFor;

    /// <summary>How old the oldest of what is known of the shards is; the longest time there is before the first answer.</summary>
    public TimeSpan Staleness
    {
        get
        {
            var oldest = long.MaxValue;
            for (var shard = 0; shard < _sentAt.Length; shard++)
                oldest = Math.Min(oldest, Volatile.Read(ref _sentAt[shard]));
            return oldest == long.MinValue ? TimeSpan.MaxValue : _time.GetElapsedTime(oldest);
        }
    }

    /// <summary>Completes with the next news of any shard. To be taken before <see cref="Read"/>, so that nothing comes in between.</summary>
    public Task NextNews => Volatile.Read(ref _news).Task;

    /// <summary>What one shard has brought from a position on; positions are those of the feed, the same on every host.</summary>
    public RevocationPage Read(int shard, long after) => _logs[shard].Read(after);

    /// <summary>Reads all there is before the host takes requests.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        for (var shard = 0; shard < RevocationShards.Count; shard++)
        {
            while (!await _calls.UntilAnswered(() => Poll(shard, TimeSpan.Zero), cancellationToken))
            {
            }
        }

        await base.StartAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, RevocationShards.Count).Select(shard => Follow(shard, stoppingToken)));

    private async Task Follow(int shard, CancellationToken stoppingToken)
    {
        var isReached = true;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                // Who is behind must not wait for news before it knows that it has all the old ones.
                var isFresh = _time.GetElapsedTime(_sentAt[shard]) <= FreshFor;
                await Poll(shard, isFresh ? Wait : TimeSpan.Zero).WaitAsync(stoppingToken);
                isReached = true;
                continue;
            }
            catch (Exception exception) when (Outage.Is(exception))
            {
                if (isReached && !stoppingToken.IsCancellationRequested)
                    LogNotReached(_logger, exception, shard);
                isReached = false;
            }

            await Task.Delay(Pause, TimeProvider.System, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <returns>True if there was no more.</returns>
    private async Task<bool> Poll(int shard, TimeSpan wait)
    {
        var sentAt = _time.GetTimestamp();
        var page = await _grains.RevocationFeed(shard).Read(_cursors[shard], wait);
        var now = _time.GetUtcNow();
        Index.Add(page.Revocations, now);
        Index.Trim(now);
        _logs[shard].Trim(now);
        _logs[shard].Add(page.Next - page.Revocations.Length, page.Revocations);
        var hasMoved = _cursors[shard] != page.Next;
        _cursors[shard] = page.Next;
        if (hasMoved)
            Interlocked.Exchange(ref _news, NewSignal()).TrySetResult();

        if (!page.HasMore)
            Volatile.Write(ref _sentAt[shard], sentAt);
        return !page.HasMore;
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    [LoggerMessage(EventId = 440, Level = LogLevel.Warning, Message = "Shard {Shard} of the revocation feed does not answer. After 2 s without it tokens are looked up one by one.")]
    private static partial void LogNotReached(ILogger logger, Exception exception, int shard);
}
