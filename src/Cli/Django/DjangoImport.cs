using TokenGrains.Cli.Targets;
using TokenGrains.Importing;

namespace TokenGrains.Cli.Django;

/// <summary>Carries rows from a Django site to a target, a bounded number at a time.</summary>
/// <param name="target">Where they go.</param>
/// <param name="dryRun">Only counts what would be done.</param>
/// <param name="report">Hears of rows that are refused, and of each batch that is done.</param>
internal sealed class DjangoImport(ITarget target, bool dryRun, IImportReport report)
{
    // Enough that one batch is hashed and parsed while others are committed.
    private const int ParallelBatches = 4;

    public ImportCount Users { get; } = new();

    public ImportCount Revocations { get; } = new();

    /// <summary>Carries everything over; to repeat it changes nothing.</summary>
    public async Task Run(DjangoDatabase source, CancellationToken stopping)
    {
        await Carry(source.ReadUsers(stopping), batch => target.ImportUsers(batch, dryRun), Users, user => $"user {user.Id}", stopping);
        await Carry(
            source.ReadRevocations(stopping),
            batch => target.ImportRevocations(batch, dryRun),
            Revocations,
            revocation => $"blacklisted refresh token of user {revocation.User}",
            stopping);
    }

    private Task Carry<TRow>(
        IAsyncEnumerable<TRow> rows,
        Func<TRow[], Task<IReadOnlyList<ImportResult>>> import,
        ImportCount count,
        Func<TRow, string> describe,
        CancellationToken stopping)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = ParallelBatches, CancellationToken = stopping };
        return Parallel.ForEachAsync(rows.Chunk(IImportGrain.LargestBatch), options, async (batch, _) =>
        {
            foreach (var (row, result) in batch.Zip(await import(batch)))
            {
                count.Add(result);
                if (result is ImportResult.Refused refused)
                    report.OnRefused(describe(row), refused.Fault);
            }

            report.OnProgress(count.All);
        });
    }
}

/// <summary>Hears how an import goes.</summary>
internal interface IImportReport
{
    /// <summary>A row cannot be taken.</summary>
    void OnRefused(string row, ImportFault fault);

    /// <summary>So many rows of the present kind are done.</summary>
    void OnProgress(long rows);
}
