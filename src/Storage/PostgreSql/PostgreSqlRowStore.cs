using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using Orleans.Configuration;
using TokenGrains.Storage.GroupCommit;

namespace TokenGrains.Storage.PostgreSql;

/// <summary>Rows in PostgreSQL, shared with other silos: one session writes, two read.</summary>
internal sealed partial class PostgreSqlRowStore(
    IOptions<StorageOptions> options, IOptions<ClusterOptions> cluster, ILogger<PostgreSqlRowStore> logger) : IRowStore
{
    private readonly string _connectionString = PostgreSqlConnections.ServingAlone(options.Value).ToString();
    private readonly string _serviceId = cluster.Value.ServiceId;
    private readonly PostgreSqlReader _reader = new(
        PostgreSqlConnections.ServingAlone(options.Value).ToString(), cluster.Value.ServiceId, options.Value.MaximumPendingWrites);

    private PostgreSqlSession? _session;
    private bool _isOpen;

    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        // The schema is older: PostgreSqlSchemaUpgrade.
        _session = await OpenSessionAsync(cancellationToken).ConfigureAwait(false);
        _isOpen = true;
        LogOpened(logger);
    }

    public async ValueTask<StoredRow?> ReadAsync(RowKey key, CancellationToken cancellationToken)
    {
        if (!_isOpen)
            throw new InvalidOperationException("The database is not open.");
        return await _reader.Read(key).WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    public void Commit(IReadOnlyList<RowWrite> batch)
    {
        if (_session is { IsOpen: false })
            DropSession();
        _session ??= OpenSessionAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult();
        try
        {
            new PostgreSqlWriter(_session).Commit(batch);
        }
        catch (PostgresException refusal) when (IsAboutTheRows(refusal))
        {
            throw new WriteRefusedException(refusal);
        }
        catch
        {
            DropSession();
            throw;
        }
    }

    public void Dispose()
    {
        _isOpen = false;
        _reader.Dispose();
        DropSession();
    }

    private ValueTask<PostgreSqlSession> OpenSessionAsync(CancellationToken cancellationToken) =>
        PostgreSqlSession.OpenAsync(_connectionString, _serviceId, cancellationToken);

    private void DropSession()
    {
        var session = _session;
        _session = null;
        session?.Dispose();
    }

    // SQLSTATE classes: bad data, a constraint, a limit, a trigger's refusal; a deadlock, which one row alone cannot have.
    private static bool IsAboutTheRows(PostgresException error) =>
        error.SqlState[..2] is "22" or "23" or "54" or "P0" or "40";
}
