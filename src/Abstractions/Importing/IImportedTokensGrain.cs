using System.Collections.Immutable;
using Orleans.Concurrency;
using TokenGrains.Users;

namespace TokenGrains.Importing;

/// <summary>
/// Which users the imported authtoken keys belong to, as a list that only grows. Hosts follow it, so that a key which was never
/// imported is refused without a grain call.
/// </summary>
[Alias("tokengrains.IImportedTokensGrain"), GrainInterfaceType("imported-tokens")]
public interface IImportedTokensGrain : IGrainWithStringKey
{
    /// <summary>What stands behind the first <paramref name="count"/> entries: up to a few thousand; none if that is all.</summary>
    [AlwaysInterleave, Repeatable, Alias("Read")]
    Task<ImmutableArray<ImportedTokenOwner>> Read(int count);
}

/// <summary>The owner of an imported authtoken key. Whether the key still lives, only the owner's grain knows.</summary>
/// <param name="Prefix">The first 8 bytes of the key's SHA-256, big-endian.</param>
/// <param name="User">Whose it was when it was imported.</param>
[GenerateSerializer, Immutable, Alias("tokengrains.ImportedTokenOwner")]
public readonly record struct ImportedTokenOwner([property: Id(0)] ulong Prefix, [property: Id(1)] UserId User);
