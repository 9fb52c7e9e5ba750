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
        while (TakeBatch(batch, _maximumBatch))
        {
            if (!CommitBatch(batch))
                FailPending();
            batch.Clear();
        }
    }

    private bool TakeBatch(List<RowWrite> batch, int maximum)
    {
        lock (_gate)
        {
            while (_pending.Count == 0 && _isOpen)
                Monitor.Wait(_gate);
            while (batch.Count < maximum && _pending.TryDequeue(out var write))
                batch.Add(write);
        }

        return batch.Count > 0;
    }

    /// <summary>False if storage cannot be reached.</summary>
    private bool CommitBatch(List<RowWrite> batch)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            _rows.Commit(batch);
        }
        catch (WriteRefusedException refusal) when (batch.Count > 1)
        {
            LogBatchRefused(_logger, refusal.InnerException!, batch.Count);
            return CommitOneByOne(batch);
        }
        catch (Exception cause)
        {
            _instruments.OnCommitFailed(batch.Count, Stopwatch.GetElapsedTime(started));
            LogCommitFailed(_logger, cause, batch.Count);
            Fail(batch, cause);
            return cause is not StorageUnavailableException;
        }

        var written = batch.Count(write => write.Outcome!.Value.IsWritten);
        _instruments.OnCommitted(written, batch.Count - written, Stopwatch.GetElapsedTime(started));
        foreach (var write in batch)
            write.Complete(write.Outcome!.Value);
        return true;
    }

    // Once: the write that storage does not take fails alone, and the others do not have to come again.
    private bool CommitOneByOne(List<RowWrite> batch)
    {
        for (var i = 0; i < batch.Count; i++)
        {
            if (CommitBatch([batch[i]]))
                continue;
            Refuse([.. batch.Skip(i + 1)]);
            return false;
        }

        return true;
    }

    // Each would wait for an attempt to connect that fails like the last one.
    private void FailPending()
    {
        var pending = new List<RowWrite>();
        lock (_gate)
        {
            if (_pending.Count == 0)
                return;
        }

        TakeBatch(pending, int.MaxValue);
        Refuse(pending);
    }

    private void Refuse(List<RowWrite> writes)
    {
        foreach (var write in writes)
            _instruments.OnRefused();
        Fail(writes, new StorageUnavailableException());
    }

    // One exception each: the callers throw theirs on different threads.
    private static void Fail(IEnumerable<RowWrite> writes, Exception cause)
    {
        foreach (var write in writes)
        {
            write.Fail(cause switch
            {
                StorageUnavailableException => new StorageUnavailableException("Storage cannot be reached; nothing was stored.", cause),
                WriteRefusedException => new StorageUnavailableException("Storage does not take this write; nothing was stored.", cause.InnerException!),
                _ => new WriteOutcomeUnknownException("The commit failed; whether the write is stored is unknown.", cause),
            });
        }
    }
}
