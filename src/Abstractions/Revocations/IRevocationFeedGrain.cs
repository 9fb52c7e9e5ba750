using System.Collections.Immutable;
using Orleans.Concurrency;

namespace TokenGrains.Revocations;

/// <summary>One shard of the log of what has ended, which every host follows. Its key is the number of the shard.</summary>
[Alias("tokengrains.IRevocationFeedGrain"), GrainInterfaceType("revocation-feed")]
public interface IRevocationFeedGrain : IGrainWithStringKey
{
    /// <summary>
    /// What stands in the log from position <paramref name="after"/> on, up to a few thousand entries; as soon as there is anything,
    /// and nothing if nothing comes within <paramref name="wait"/>, of which 500 ms are given at most: the silence is alive.
    /// </summary>
    /// <param name="after">The <see cref="RevocationPage.Next"/> of the page before; 0 for all that is kept.</param>
    /// <param name="wait">How long to wait for news.</param>
    /// <remarks>
    /// A position that was forgotten, or that storage does not know (it was set back), gets the oldest entry that is kept and all
    /// behind it.
    /// </remarks>
    [AlwaysInterleave, Repeatable, Alias("Read")]
    Task<RevocationPage> Read(long after, TimeSpan wait);
}

/// <summary>A piece of one shard of the revocation feed.</summary>
/// <param name="Revocations">Entries without a gap between them, in the order of the log.</param>
/// <param name="Next">The position behind the last of them. Positions are the same for every reader, and after a restart.</param>
/// <param name="HasMore">Whether more stood behind them when they were read.</param>
[GenerateSerializer, Immutable, Alias("tokengrains.RevocationPage")]
public sealed record RevocationPage(
    [property: Id(0)] ImmutableArray<Revocation> Revocations, [property: Id(1)] long Next, [property: Id(2)] bool HasMore);
