using Microsoft.Extensions.Options;
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

    public IAsyncEnumerable<int> DeleteAsync(long end, int batchSize, CancellationToken cancellationToken) =>
        PostgreSqlSweep.DeleteAsync(options.Value, SweepLock, Delete, end, batchSize, cancellationToken);
}
