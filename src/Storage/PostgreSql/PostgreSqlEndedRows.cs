using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using Npgsql;
using TokenGrains.Storage.Janitor;

namespace TokenGrains.Storage.PostgreSql;

/// <summary>Ended rows of the table that all silos share. One silo at a time deletes them.</summary>
internal sealed class PostgreSqlEndedRows(IOptions<StorageOptions> options) : IEndedRows
{
    // Any number that nobody else uses: "tokengr2".
    private const long SweepLock = 0x746F_6B65_6E67_7232;

    // Rows that are being written are left for the next time.
    private const string Delete = """
        DELETE FROM OrleansStorage
        WHERE ctid = ANY (ARRAY(SELECT ctid FROM OrleansStorage WHERE LatestEnd <= $1 LIMIT $2 FOR UPDATE SKIP LOCKED))
        """;

    public async IAsyncEnumerable<int> DeleteAsync(long end, int batchSize, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Of its own, not of the pool: the lock is the session's and ends with it, however this ends.
        await using var connection = new NpgsqlConnection(PostgreSqlConnections.ServingAlone(options.Value).ToString());
        await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var tryLock = new NpgsqlCommand("SELECT pg_try_advisory_lock($1)", connection) { Parameters = { new() { Value = SweepLock } } };
        if (await tryLock.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is not true)
            yield break;

        await using var delete = new NpgsqlCommand(Delete, connection) { Parameters = { new() { Value = end }, new() { Value = batchSize } } };
        int deleted;
        do
        {
            yield return deleted = await delete.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
        while (deleted == batchSize);
    }
}
