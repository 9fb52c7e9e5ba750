using Npgsql;

namespace TokenGrains.Storage.PostgreSql;

/// <summary>One connection, kept open and used by one loop. After a failure it is thrown away with all that it may still hold.</summary>
internal sealed class PostgreSqlSession : IDisposable
{
    // With RowStatement's own shape: every row is looked up by itself, whatever the planner thinks of the table's size. So one plan serves any
    // number of rows; left to itself the server plans small batches anew each time, which costs it more than their execution.
    private const string RowByRow = """
        SET enable_seqscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off; SET enable_memoize = off;
        SET plan_cache_mode = force_generic_plan
        """;

    private readonly NpgsqlConnection _connection;

    private PostgreSqlSession(NpgsqlConnection connection, string serviceId) => (_connection, ServiceId) = (connection, serviceId);

    public string ServiceId { get; }

    /// <summary>Whether an error left the connection as it was.</summary>
    public bool IsOpen => _connection.FullState == System.Data.ConnectionState.Open;

    /// <exception cref="StorageUnavailableException">There is no way to the database.</exception>
    public static async ValueTask<PostgreSqlSession> OpenAsync(string connectionString, string serviceId, CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(connectionString);
        try
        {
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            await using var settings = new NpgsqlCommand(RowByRow, connection);
            await settings.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            return new PostgreSqlSession(connection, serviceId);
        }
        catch (Exception cause)
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            if (cause is OperationCanceledException)
                throw;
            throw new StorageUnavailableException("The database cannot be reached.", cause);
        }
    }

    public NpgsqlBatch CreateBatch() => new(_connection);

    public void Dispose() => _connection.Dispose();
}
