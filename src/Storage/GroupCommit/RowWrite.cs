using System.Security.Cryptography;

namespace TokenGrains.Storage.GroupCommit;

/// <summary>One row to put or delete, guarded by the version its caller has seen, and the caller waiting for it.</summary>
internal sealed class RowWrite
{
    // Asynchronous continuations: a grain's code must not run on the writer thread.
    private readonly TaskCompletionSource<WriteOutcome> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private RowWrite(RowKey key, int? expectedVersion) => (Key, ExpectedVersion) = (key, expectedVersion);

    public RowKey Key { get; }

    /// <summary>The version the row must have; null: there must be no row.</summary>
    public int? ExpectedVersion { get; }

    /// <summary>The version the row gets; null: the row is deleted.</summary>
    public int? NewVersion { get; private init; }

    public byte[]? Payload { get; private init; }

    /// <summary>Unix seconds, see <see cref="IExpiringState"/>.</summary>
    public long? LatestEnd { get; private init; }

    /// <summary>Set by the engine. Told to the caller only when the commit is durable.</summary>
    public WriteOutcome? Outcome { get; set; }

    public Task<WriteOutcome> Completion => _completion.Task;

    public static RowWrite Put(RowKey key, int? expectedVersion, byte[] payload, long? latestEnd) => new(key, expectedVersion)
    {
        NewVersion = expectedVersion is { } version ? checked(version + 1) : FirstVersion(),
        Payload = payload,
        LatestEnd = latestEnd,
    };

    public static RowWrite Delete(RowKey key, int? expectedVersion) => new(key, expectedVersion);

    public void Complete(WriteOutcome outcome) => _completion.SetResult(outcome);

    public void Fail(Exception cause) => _completion.SetException(cause);

    // A row that is cleared and written again must not come back to a version that a forgotten activation still holds:
    // counting from 1 would let its stale write pass. The upper half is left for counting.
    private static int FirstVersion() => RandomNumberGenerator.GetInt32(1, 1 << 30);
}

/// <summary>The verdict on one write, and the version the row has after it (null: no row).</summary>
internal readonly record struct WriteOutcome(bool IsWritten, int? StoredVersion);
