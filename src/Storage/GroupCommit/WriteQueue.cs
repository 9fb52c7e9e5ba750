using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace TokenGrains.Storage.GroupCommit;

/// <summary>
/// Many callers, one writer thread. A lone write is committed at once; whatever arrives while a commit is in flight shares the next one.
/// </summary>
/// <remarks>No timer gathers writes: it would add its delay to every lone write and gain nothing under load.</remarks>
internal sealed partial class WriteQueue : IDisposable
{
    private readonly IRowStore _rows;
    private readonly StorageInstruments _instruments;
    private readonly ILogger _logger;
    private readonly int _maximumPending;
    private readonly int _maximumBatch;
    private readonly object _gate = new();
    private readonly Queue<RowWrite> _pending = new();
    private Thread? _writer;
    private bool _isOpen;

    public WriteQueue(IRowStore rows, StorageOptions options, StorageInstruments instruments, ILogger logger)
    {
        _rows = rows;
        _instruments = instruments;
        _logger = logger;
        _maximumPending = options.MaximumPendingWrites;
        _maximumBatch = options.MaximumBatchSize;
    }

    public void Start()
    {
        // A thread of its own: a commit blocks on the disk, and a blocked pool thread is one less for grains.
        _writer = new Thread(WriteUntilStopped) { IsBackground = true, Name = "TokenGrains storage writer" };
        lock (_gate)
            _isOpen = true;
        _writer.Start();
    }

    /// <summary>The verdict, once it is durable. Throws at once if the write cannot be taken.</summary>
    public Task<WriteOutcome> Enqueue(RowWrite write)
    {
        string refusal;
        lock (_gate)
        {
            if (_isOpen && _pending.Count < _maximumPending)
            {
                _pending.Enqueue(write);
                if (_pending.Count == 1)
                    Monitor.Pulse(_gate);
                return write.Completion;
            }

            refusal = _isOpen ? "Too many writes are waiting for storage." : "Storage is not open.";
        }

        _instruments.OnRefused();
        throw new StorageUnavailableException(refusal);
    }

    /// <summary>Takes no more writes, commits those taken, and returns when the writer has ended.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isOpen = false;
            Monitor.Pulse(_gate);
        }

        _writer?.Join();
    }

    private void WriteUntilStopped()
    {
        var batch = new List<RowWrite>();
        while (TakeBatch(batch))
        {
            CommitBatch(batch);
            batch.Clear();
        }
    }

    private bool TakeBatch(List<RowWrite> batch)
    {
        lock (_gate)
        {
            while (_pending.Count == 0 && _isOpen)
                Monitor.Wait(_gate);
            while (batch.Count < _maximumBatch && _pending.TryDequeue(out var write))
                batch.Add(write);
        }

        return batch.Count > 0;
    }

    private void CommitBatch(List<RowWrite> batch)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            _rows.Commit(batch);
        }
        catch (Exception cause)
        {
            _instruments.OnCommitFailed(batch.Count, Stopwatch.GetElapsedTime(started));
            LogCommitFailed(_logger, cause, batch.Count);
            // One exception each: the callers throw theirs on different threads.
            foreach (var write in batch)
                write.Fail(new WriteOutcomeUnknownException("The commit failed; whether the write is stored is unknown.", cause));
            return;
        }

        var written = batch.Count(write => write.Outcome!.Value.IsWritten);
        _instruments.OnCommitted(written, batch.Count - written, Stopwatch.GetElapsedTime(started));
        foreach (var write in batch)
            write.Complete(write.Outcome!.Value);
    }
}
