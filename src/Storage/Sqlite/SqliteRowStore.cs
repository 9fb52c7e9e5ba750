using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using TokenGrains.Storage.GroupCommit;
using TokenGrains.Storage.Janitor;

namespace TokenGrains.Storage.Sqlite;

/// <summary>Rows in one SQLite file of one process: a writer connection, a few reader connections, a write-ahead log.</summary>
internal sealed partial class SqliteRowStore(
    IOptions<StorageOptions> options, IOptions<ClusterOptions> cluster, ILogger<SqliteRowStore> logger) : IRowStore, IEndedRows
{
    private readonly SqliteConnectionStringBuilder _connection = new(options.Value.ConnectionString);
    private readonly string _serviceId = cluster.Value.ServiceId;
    // The janitor deletes between two commits, on the same connection: a second writer would make the first one wait and fail.
    private readonly object _writing = new();
    private SqliteFile? _file;
    private SqliteReaders? _readers;
    private SqliteWriter? _writer;

    public Task OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            _file = SqliteFile.Claim(_connection);
            using (var connection = SqliteConnections.OpenWriter(_connection.ToString()))
                SqliteSchema.Upgrade(connection);
            _writer = OpenWriter();
            _readers = new SqliteReaders(_connection.ToString(), _serviceId);
        }
        catch
        {
            Dispose();
            throw;
        }

        LogOpened(logger, _connection.DataSource, SqliteSchema.Newest);
        return Task.CompletedTask;
    }

    // On the caller's thread: a row in SQLite's cache costs less than a change of threads.
    public ValueTask<StoredRow?> ReadAsync(RowKey key, CancellationToken cancellationToken) =>
        ValueTask.FromResult((_readers ?? throw new InvalidOperationException("The database is not open.")).Read(key));

    public void Commit(IReadOnlyList<RowWrite> batch) => Write(writer =>
    {
        writer.Commit(batch);
        return batch.Count;
    });

    public async IAsyncEnumerable<int> DeleteAsync(long end, int batchSize, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        int deleted;
        do
        {
            yield return deleted = await Task.Run(() => Write(writer => writer.DeleteEnded(end, batchSize)), cancellationToken).ConfigureAwait(false);
        }
        while (deleted == batchSize);
    }

    /// <summary>Closes the connections, the last of which empties the log into the file, and then lets others have the file.</summary>
    public void Dispose()
    {
        _readers?.Dispose();
        DropWriter();
        _file?.Dispose();
    }

    private int Write(Func<SqliteWriter, int> write)
    {
        lock (_writing)
        {
            _writer ??= OpenWriter();
            try
            {
                return write(_writer);
            }
            catch
            {
                DropWriter();
                throw;
            }
        }
    }

    private SqliteWriter OpenWriter() => new(SqliteConnections.OpenWriter(_connection.ToString()), _serviceId);

    private void DropWriter()
    {
        var writer = _writer;
        _writer = null;
        writer?.Dispose();
    }
}
