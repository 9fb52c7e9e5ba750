using System.Runtime.CompilerServices;
using Npgsql;

namespace TokenGrains.Storage.PostgreSql;

/// <summary>Deletes rows that all silos share, batch by batch. One silo at a time does.</summary>
internal static class PostgreSqlSweep
{
    /// <param name="options">How to connect.</param>
    /// <param name="sweepLock">The number of the advisory lock; nothing is deleted while somebody else has it.</param>
    /// <param name="delete">Deletes rows of <c>$1</c> or earlier, <c>$2</c> at most.</param>
    /// <param name="end">The value of <c>$1</c>.</param>
    /// <param name="batchSize">The value of <c>$2</c>.</param>
    /// <param name="cancellationToken">Ends it between two batches.</param>
    public static async IAsyncEnumerable<int> DeleteAsync(
        StorageOptions options, long sweepLock, string delete, long end, int batchSize, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Of its own, not of the pool: the lock is the session's and ends with it, however this ends.
        await using var connection = new NpgsqlConnection(PostgreSqlConnections.ServingAlone(options).ToString());
        await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var tryLock = new NpgsqlCommand("SELECT pg_try_advisory_lock($1)", connection) { Parameters = { new() { Value = sweepLock } } };
        if (await tryLock.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is not true)
            yield break;

        await using var command = new NpgsqlCommand(delete, connection) { Parameters = { new() { Value = end }, new() { Value = batchSize } } };
        int deleted;
        do
        {
            yield return deleted = await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
        while (deleted == batchSize);
    }
}
