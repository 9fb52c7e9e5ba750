using System.Collections.Immutable;

namespace TokenGrains.Importing;

/// <summary>Takes over accounts of another system, batch by batch. Repeating a batch changes nothing and says so.</summary>
[Alias("tokengrains.IImportGrain"), GrainInterfaceType("import")]
public interface IImportGrain : IGrainWithStringKey
{
    /// <summary>The most rows of one call.</summary>
    const int LargestBatch = 500;

    /// <summary>Longer than what other calls have in a cluster: a batch waits for the ones before it, and for several writes.</summary>
    const string ResponseTimeout = "00:00:30";

    /// <summary>Brings accounts up to date, each whole or not at all. One result for each, in their order.</summary>
    /// <param name="users">At most <see cref="LargestBatch"/>.</param>
    /// <param name="dryRun">Only says what would be done, and writes nothing.</param>
    [Alias("ImportUsers"), ResponseTimeout(ResponseTimeout)]
    Task<ImmutableArray<ImportResult>> ImportUsers(ImmutableArray<ImportedUser> users, bool dryRun);

    /// <summary>
    /// Makes refresh tokens that were revoked elsewhere refused here, as long as they could live. One result for each, in their
    /// order: <see cref="ImportResult.Unchanged"/> also if it has expired.
    /// </summary>
    /// <param name="revocations">At most <see cref="LargestBatch"/>.</param>
    /// <param name="dryRun">Only says what would be done, and writes nothing.</param>
    [Alias("ImportRevocations"), ResponseTimeout(ResponseTimeout)]
    Task<ImmutableArray<ImportResult>> ImportRevocations(ImmutableArray<ImportedRevocation> revocations, bool dryRun);
}
