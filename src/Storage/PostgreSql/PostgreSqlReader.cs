using System.Collections.Concurrent;
using Npgsql;
using TokenGrains.Storage.GroupCommit;

namespace TokenGrains.Storage.PostgreSql;

/// <summary>Reads rows: whatever is asked for while a round trip is on its way shares the next one.</summary>
internal sealed class PostgreSqlReader(string connectionString, string serviceId, int maximumPending) : IDisposable
{
    private const int MaximumBatch = 256;

    // The second keeps a lone read from waiting for a large batch.
    private const int Loops = 2;

    private readonly object _gate = new();
    private readonly Queue<PendingRead> _pending = new();
    private readonly ConcurrentStack<PostgreSqlSession> _idle = [];
    private int _loops;
    private volatile bool _isClosed;

    public Task<StoredRow?> Read(RowKey key)
    {
        var read = new PendingRead(key);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isClosed, this);
            if (_pending.Count >= maximumPending)
                throw new StorageUnavailableException("Too many reads are waiting for storage.");
            _pending.Enqueue(read);
            if (_loops == Loops)
                return read.Completion;
            _loops++;
        }

        _ = Task.Run(ReadUntilDone, CancellationToken.None);
        return read.Completion;
    }

    public void Dispose()
    {
        lock (_gate)
            _isClosed = true;
        CloseIdle();
    }

    private async Task ReadUntilDone()
    {
        while (Take(MaximumBatch) is { Length: > 0 } reads)
        {
            try
            {
                var rows = await ReadAsync(Array.ConvertAll(reads, read => read.Key)).ConfigureAwait(false);
                for (var i = 0; i < reads.Length; i++)
                    reads[i].Complete(rows[i]);
            }
            catch (Exception cause)
            {
                Fail(reads, cause);
                // Where the database cannot be reached, the rest need not wait for one attempt each.
                if (cause is StorageUnavailableException)
                    Fail(TakeAll(), cause);
            }
        }
    }

    private async Task<StoredRow?[]> ReadAsync(RowKey[] keys)
    {
        if (_idle.TryPop(out var kept))
        {
            try
            {
                return await ReadAsync(kept, keys).ConfigureAwait(false);
            }
            catch (NpgsqlException cause) when (cause.InnerException is not TimeoutException)
            {
                // It may have died while it was idle: a restart of the server ends every connection. A read may be repeated.
                CloseIdle();
            }
        }

        return await ReadAsync(await PostgreSqlSession.OpenAsync(connectionString, serviceId, CancellationToken.None).ConfigureAwait(false), keys).ConfigureAwait(false);
    }

    private async Task<StoredRow?[]> ReadAsync(PostgreSqlSession session, RowKey[] keys)
    {
        var rows = new StoredRow?[keys.Length];
        try
        {
            await using var round = session.CreateBatch();
            round.BatchCommands.Add(RowStatement.About(RowStatement.Select, session.ServiceId, keys));
            await using var reader = await round.ExecuteReaderAsync().ConfigureAwait(false);
            while (await reader.ReadAsync().ConfigureAwait(false))
                rows[reader.GetInt64(0) - 1] = new StoredRow(reader.GetInt32(1), reader.IsDBNull(2) ? null : reader.GetFieldValue<byte[]>(2));
        }
        catch
        {
            session.Dispose();
            throw;
        }

        _idle.Push(session);
        if (_isClosed)
            CloseIdle();
        return rows;
    }

    private static void Fail(PendingRead[] reads, Exception cause)
    {
        // One exception each: the callers throw theirs on different threads.
        foreach (var read in reads)
            read.Fail(new StorageUnavailableException("A row could not be read.", cause));
    }

    /// <summary>The next reads; none if there are none, and then this loop has ended.</summary>
    private PendingRead[] Take(int maximum)
    {
        lock (_gate)
        {
            var reads = new PendingRead[Math.Min(maximum, _pending.Count)];
            for (var i = 0; i < reads.Length; i++)
                reads[i] = _pending.Dequeue();
            if (reads.Length == 0)
                _loops--;
            return reads;
        }
    }

    private PendingRead[] TakeAll()
    {
        lock (_gate)
        {
            var reads = _pending.ToArray();
            _pending.Clear();
            return reads;
        }
    }

    private void CloseIdle()
    {
        while (_idle.TryPop(out var session))
            session.Dispose();
    }

    private sealed class PendingRead(RowKey key)
    {
        private readonly TaskCompletionSource<StoredRow?> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public RowKey Key { get; } = key;

        public Task<StoredRow?> Completion => _completion.Task;

        public void Complete(StoredRow? row) => _completion.SetResult(row);

        public void Fail(Exception cause) => _completion.SetException(cause);
    }
}
