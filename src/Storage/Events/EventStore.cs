using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace TokenGrains.Storage.Events;

/// <summary>Many callers, one writer. A lone event is committed at once; whatever arrives while a commit is in flight shares the next one.</summary>
/// <remarks>Not the queue of grain states: events have no versions and no verdicts, and a flood of them must not hold up a state.</remarks>
internal sealed partial class EventStore : IEventStore, ILifecycleParticipant<ISiloLifecycle>
{
    private const int MostPending = 10_000;
    private const int LargestBatch = 512;

    // After the engine is open, and on the way down before it is closed.
    private const int Stage = ServiceLifecycleStage.ApplicationServices + 1;

    private readonly IEventRows _rows;
    private readonly ILogger<EventStore> _logger;
    private readonly Channel<Pending> _pending = Channel.CreateBounded<Pending>(new BoundedChannelOptions(MostPending) { SingleReader = true });
    private readonly Task _work;

    public EventStore(IEventRows rows, ILogger<EventStore> logger)
    {
        _rows = rows;
        _logger = logger;
        _work = Task.Run(WriteUntilClosed);
    }

    public void Participate(ISiloLifecycle observer) => observer.Subscribe(nameof(EventStore), Stage, _ => Task.CompletedTask, CloseAsync);

    public Task AppendAsync(EventRecord record)
    {
        var pending = new Pending(record);
        return _pending.Writer.TryWrite(pending)
            ? pending.Written.Task
            : throw new StorageUnavailableException("Too many events are waiting for storage, or it is closed.");
    }

    public async Task<IReadOnlyList<StoredEvent>> ReadAsync(EventFilter filter, CancellationToken cancellationToken)
    {
        try
        {
            return await _rows.ReadAsync(filter, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception cause) when (cause is not (OperationCanceledException or StorageUnavailableException))
        {
            throw new StorageUnavailableException("Events could not be read.", cause);
        }
    }

    /// <summary>Takes no more events and commits those taken.</summary>
    public Task CloseAsync(CancellationToken cancellationToken)
    {
        _pending.Writer.TryComplete();
        return _work.WaitAsync(cancellationToken);
    }

    private async Task WriteUntilClosed()
    {
        var batch = new List<Pending>();
        while (await _pending.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            Take(batch, LargestBatch);
            try
            {
                await _rows.AppendAsync(batch.ConvertAll(pending => pending.Record)).ConfigureAwait(false);
                foreach (var pending in batch)
                    pending.Written.SetResult();
            }
            catch (Exception cause)
            {
                // With those in line: each would wait for an attempt that fails like the last one.
                Take(batch, int.MaxValue);
                LogAppendFailed(_logger, cause, batch.Count);
                foreach (var pending in batch)
                    pending.Written.SetException(new WriteOutcomeUnknownException("Events could not be appended; whether they are stored is unknown.", cause));
            }

            batch.Clear();
        }
    }

    private void Take(List<Pending> batch, int most)
    {
        while (batch.Count < most && _pending.Reader.TryRead(out var pending))
            batch.Add(pending);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Events} security events could not be appended.")]
    private static partial void LogAppendFailed(ILogger logger, Exception cause, int events);

    private sealed record Pending(EventRecord Record)
    {
        public TaskCompletionSource Written { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
