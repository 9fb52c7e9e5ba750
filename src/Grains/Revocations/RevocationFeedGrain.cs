using Microsoft.Extensions.DependencyInjection;
using Orleans.Providers;
using Orleans.Storage;
using TokenGrains.Grains.Clustering;
using TokenGrains.Revocations;
using TokenGrains.Tokens;

namespace TokenGrains.Grains.Revocations;

/// <remarks>
/// Whatever is appended while a row is being written goes into the next row together: ten thousand revocations cost as many
/// writes as storage manages meanwhile.
/// </remarks>
[GrainType("revocation-feed")]
internal sealed class RevocationFeedGrain : Grain, IRevocationFeedGrain, IRevocationWriterGrain
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(500);

    private readonly RevocationChunks _chunks;
    private readonly RevocationLog _log;
    private readonly StorageLease _lease;
    private readonly TimeProvider _time;
    private readonly List<(Revocation Revocation, TaskCompletionSource Written)> _pending = [];
    private TaskCompletionSource _news = NewSignal();
    private Task _flushing = Task.CompletedTask;

    public RevocationFeedGrain(
        [FromKeyedServices(ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME)] IGrainStorage storage,
        IGrainContext context,
        IOptions<SimpleJwtOptions> options,
        StorageLease lease,
        TimeProvider time)
    {
        var retention = RevocationRetention.Of(options.Value);
        _chunks = new RevocationChunks(storage, context.GrainId, retention);
        _log = new RevocationLog(retention);
        _lease = lease;
        _time = time;
    }

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await _chunks.Read(_log);
        _log.Trim(_time.GetUtcNow());
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _news.TrySetResult();
        await _flushing;
    }

    public async Task<RevocationPage> Read(long after, TimeSpan wait)
    {
        // Taken before the log is read, so that nothing comes in between.
        var news = _news.Task;
        var page = _log.Read(after);
        if (page.Revocations.IsEmpty && wait > TimeSpan.Zero)
        {
            // Real time whatever the clock says, as Orleans' own time-outs: silence is a matter of the line.
            await news.WaitAsync(wait < LongestWait ? wait : LongestWait, TimeProvider.System).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            page = _log.Read(after);
        }

        _lease.Demand();
        return page;
    }

    public Task Append(Revocation revocation)
    {
        var written = NewSignal();
        _pending.Add((revocation, written));
        if (_flushing.IsCompleted)
            _flushing = Flush();
        return written.Task;
    }

    private async Task Flush()
    {
        try
        {
            while (_pending.Count > 0)
            {
                var (position, count) = await _chunks.Write([.. _pending.Select(pending => pending.Revocation)], _time.GetUtcNow());
                var written = _pending.GetRange(0, count);
                _pending.RemoveRange(0, count);
                Show(position, written);
            }
        }
        catch (Exception exception)
        {
            // Whether it was written, only an activation that reads it again can tell.
            DeactivateOnIdle();
            foreach (var (_, written) in _pending)
                written.TrySetException(exception);
            _pending.Clear();
        }
    }

    private void Show(long position, List<(Revocation Revocation, TaskCompletionSource Written)> written)
    {
        _log.Trim(_time.GetUtcNow());
        _log.Add(position, written.Select(entry => entry.Revocation));
        foreach (var entry in written)
            entry.Written.TrySetResult();

        var news = _news;
        _news = NewSignal();
        news.TrySetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
