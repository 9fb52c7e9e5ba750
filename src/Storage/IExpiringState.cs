namespace TokenGrains.Storage;

/// <summary>A grain state that knows when its row stops to matter.</summary>
public interface IExpiringState
{
    /// <summary>
    /// The latest moment at which the row can still matter, UTC; null: for ever. From then on it may be deleted
    /// without notice, so it must cover everything that still needs the row, an answer "revoked" included.
    /// </summary>
    /// <remarks>Written with every state, in whole seconds, rounded up.</remarks>
    DateTimeOffset? LatestEnd { get; }
}
