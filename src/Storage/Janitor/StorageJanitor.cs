using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace TokenGrains.Storage.Janitor;

/// <summary>Deletes ended rows while the silo is active, in small batches with pauses between them.</summary>
/// <remarks>
/// An activation may still hold the ETag of a row that goes: a state is read as ended from its latest end on, so all it can lose is
/// a write that no longer matters, and that fails as a conflict and makes it read again: no record.
/// </remarks>
internal sealed partial class StorageJanitor(
    IEnumerable<IEndedRows> tables, IOptions<StorageOptions> options, TimeProvider time, StorageInstruments instruments, ILogger<StorageJanitor> logger)
    : ILifecycleParticipant<ISiloLifecycle>, IStorageJanitor, IDisposable
{
    private const int BatchSize = 500;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly CancellationTokenSource _stopping = new();
    private Task _work = Task.CompletedTask;

    public void Participate(ISiloLifecycle observer) => observer.Subscribe(nameof(StorageJanitor), ServiceLifecycleStage.Active, Start, Stop);

    public Task Start(CancellationToken cancellationToken)
    {
        var timer = new PeriodicTimer(options.Value.JanitorInterval, time);
        _work = Task.Run(() => WorkAsync(timer, _stopping.Token), CancellationToken.None);
        return Task.CompletedTask;
    }

    public async Task Stop(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _work.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public async Task<int> SweepAsync(int mostRows, CancellationToken cancellationToken)
    {
        var total = 0;
        foreach (var rows in tables)
            total += await SweepAsync(rows, mostRows - total, cancellationToken).ConfigureAwait(false);
        if (total > 0)
            LogSwept(logger, total);
        return total;
    }

    public void Dispose() => _stopping.Dispose();

    private async Task<int> SweepAsync(IEndedRows rows, int mostRows, CancellationToken cancellationToken)
    {
        var total = 0;
        if (mostRows <= 0)
            return total;
        await foreach (var deleted in rows.DeleteAsync(time.GetUtcNow().ToUnixTimeSeconds(), BatchSize, cancellationToken).ConfigureAwait(false))
        {
            if (deleted == 0)
                continue;
            total += deleted;
            instruments.OnEndedRowsDeleted(deleted);
            if (total >= mostRows)
                break;
            if (deleted == BatchSize)
                await Task.Delay(Pause, time, cancellationToken).ConfigureAwait(false);
        }

        return total;
    }

    private async Task WorkAsync(PeriodicTimer timer, CancellationToken stopping)
    {
        using (timer)
        {
            while (await timer.WaitForNextTickAsync(stopping).ConfigureAwait(false))
            {
                try
                {
                    await SweepAsync(int.MaxValue, stopping).ConfigureAwait(false);
                }
                catch (Exception cause) when (!stopping.IsCancellationRequested)
                {
                    LogSweepFailed(logger, cause, options.Value.JanitorInterval);
                }
            }
        }
    }
}
