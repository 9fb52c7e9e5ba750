using System.Collections.Immutable;
using TokenGrains.Revocations;
using TokenGrains.Storage;

namespace TokenGrains.Grains.Revocations;

/// <summary>Which chunks of a shard there are, under the state name <c>revocations</c>.</summary>
/// <param name="First">The number of the oldest chunk that may still be there.</param>
/// <param name="Last">The number of the chunk that is written to; written here before its first entry, so that none stands beyond it.</param>
[GenerateSerializer, Immutable, Alias("tokengrains.RevocationHead")]
internal sealed record RevocationHead([property: Id(0)] long First, [property: Id(1)] long Last)
{
    /// <summary>The state name.</summary>
    public const string StateName = "revocations";

    public RevocationHead() : this(First: 0, Last: -1)
    {
    }
}

/// <summary>A part of a shard's log, under the state name <c>revocations-</c> and its number, so that an addition rewrites little.</summary>
/// <param name="Revocations">The entries; the position of the first is the number of the chunk times <see cref="Capacity"/>.</param>
/// <param name="LatestEnd">When none of them matters any more (UTC).</param>
[GenerateSerializer, Immutable, Alias("tokengrains.RevocationChunk")]
internal sealed record RevocationChunk(
    [property: Id(0)] ImmutableArray<Revocation> Revocations, [property: Id(1)] DateTimeOffset? LatestEnd) : IExpiringState
{
    /// <summary>How many entries a chunk holds.</summary>
    public const int Capacity = 256;

    public RevocationChunk() : this([], LatestEnd: null)
    {
    }

    /// <summary>The name of a chunk's state.</summary>
    public static string StateName(long number) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{RevocationHead.StateName}-{number}");
}
