using TokenGrains.Storage;

namespace TokenGrains.Grains.Clustering;

/// <summary>Whether what this silo has in memory may still be taken for what storage holds.</summary>
/// <remarks>
/// An ETag protects writes, not reads: a silo that was cut off or stood still, and has been replaced by others meanwhile, would
/// go on calling sessions live that they have ended. So memory counts only for as long as storage and the silo's own place in the
/// cluster were confirmed within the last 2 s, which is less than it takes the others to declare a silo dead and take over.
/// </remarks>
internal class StorageLease(TimeProvider time)
{
    /// <summary>How long a confirmation counts.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(2);

    private long _confirmedAt = long.MinValue;

    /// <summary>Whether memory counts.</summary>
    public virtual bool IsHeld => Volatile.Read(ref _confirmedAt) is var at and not long.MinValue && time.GetElapsedTime(at) <= Length;

    /// <summary>A point in time for <see cref="Confirm"/>: taken before storage is asked, not when its answer is there.</summary>
    public long Now => time.GetTimestamp();

    /// <summary>Storage has confirmed that this silo was part of the cluster at that point in time or later.</summary>
    public void Confirm(long asOf) => Volatile.Write(ref _confirmedAt, asOf);

    /// <summary>Lets pass who relies on memory.</summary>
    /// <exception cref="StorageUnavailableException">Memory does not count now.</exception>
    public void Demand()
    {
        if (!IsHeld)
            throw new StorageUnavailableException("This silo has not been able to confirm its state with storage.");
    }

    /// <summary>For the one process that has its storage to itself: nobody can have changed it meanwhile.</summary>
    public sealed class Exclusive() : StorageLease(TimeProvider.System)
    {
        /// <inheritdoc/>
        public override bool IsHeld => true;
    }
}
