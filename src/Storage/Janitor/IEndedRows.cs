namespace TokenGrains.Storage.Janitor;

/// <summary>The rows whose latest end (<see cref="IExpiringState"/>) has passed.</summary>
internal interface IEndedRows
{
    /// <summary>
    /// Deletes them batch by batch, the next one when the caller asks for it; answers how many each time. Nothing at all if another
    /// silo of the cluster is at it.
    /// </summary>
    /// <param name="end">Unix seconds: rows that end then or earlier.</param>
    /// <param name="batchSize">Rows per transaction, at most.</param>
    /// <param name="cancellationToken">Ends it between two batches.</param>
    IAsyncEnumerable<int> DeleteAsync(long end, int batchSize, CancellationToken cancellationToken);
}
