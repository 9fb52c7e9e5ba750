using Orleans.Concurrency;
using TokenGrains.Revocations;

namespace TokenGrains.Grains.Revocations;

/// <summary>The side of the feed that only grains see: a host can end nothing by itself.</summary>
[Alias("tokengrains.IRevocationWriterGrain"), GrainInterfaceType("revocation-writer")]
internal interface IRevocationWriterGrain : IGrainWithStringKey
{
    /// <summary>Makes the entry durable and shows it to all who wait. To be called before the thing itself is written.</summary>
    [AlwaysInterleave, Repeatable, Alias("Append")]
    Task Append(Revocation revocation);
}
