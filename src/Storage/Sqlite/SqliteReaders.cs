using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using TokenGrains.Storage.GroupCommit;

namespace TokenGrains.Storage.Sqlite;

/// <summary>Connections that read, each with its statement prepared. A read borrows one; a failed one is not given back.</summary>
/// <remarks>Reads are synchronous, so there are never more in use than threads; a few are kept.</remarks>
internal sealed class SqliteReaders(string connectionString, string serviceId) : IDisposable
{
    private static readonly int Kept = Math.Max(4, Environment.ProcessorCount);

    private readonly ConcurrentStack<Reader> _idle = [];
    private volatile bool _isDisposed;

    public StoredRow? Read(RowKey key)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (!_idle.TryPop(out var reader))
            reader = new Reader(connectionString, serviceId);

        StoredRow? row;
        try
        {
            row = reader.Read(key);
        }
        catch
        {
            reader.Dispose();
            throw;
        }

        Return(reader);
        return row;
    }

    public void Dispose()
    {
        _isDisposed = true;
        CloseIdle();
    }

    private void Return(Reader reader)
    {
        if (_idle.Count >= Kept)
            reader.Dispose();
        else
            _idle.Push(reader);
        // Closed while this read was on its way: nobody else would close it.
        if (_isDisposed)
            CloseIdle();
    }

    private void CloseIdle()
    {
        while (_idle.TryPop(out var reader))
            reader.Dispose();
    }

    private sealed class Reader : IDisposable
    {
        private readonly SqliteConnection _connection;
        private readonly SqliteRowStatement _select;

        public Reader(string connectionString, string serviceId)
        {
            _connection = SqliteConnections.OpenReader(connectionString);
            _select = new SqliteRowStatement(_connection, serviceId, SqliteRowStatement.Select);
        }

        public StoredRow? Read(RowKey key)
        {
            using var row = _select.Read(key);
            return row.Read() ? new StoredRow(row.GetInt32(0), row.IsDBNull(1) ? null : row.GetFieldValue<byte[]>(1)) : null;
        }

        public void Dispose()
        {
            _select.Dispose();
            _connection.Dispose();
        }
    }
}
