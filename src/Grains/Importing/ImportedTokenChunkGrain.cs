using System.Collections.Immutable;
using TokenGrains.Importing;

namespace TokenGrains.Grains.Importing;

/// <summary>Stores one part of the list of imported authtoken keys.</summary>
[Alias("tokengrains.IImportedTokenChunkGrain"), GrainInterfaceType("imported-token-chunk")]
internal interface IImportedTokenChunkGrain : IGrainWithStringKey
{
    /// <summary>All of it.</summary>
    [Alias("Read")]
    Task<ImmutableArray<ImportedTokenOwner>> Read();

    /// <summary>Adds to it.</summary>
    /// <exception cref="InvalidOperationException">It does not hold <paramref name="count"/> entries: the caller's list is out of date.</exception>
    [Alias("Append")]
    Task Append(int count, ImmutableArray<ImportedTokenOwner> owners);
}

/// <summary>What is stored of one part, under the state name <c>imported-tokens</c>.</summary>
[GenerateSerializer, Immutable, Alias("tokengrains.ImportedTokenChunk")]
internal sealed record ImportedTokenChunk
{
    /// <summary>The most entries of one part. Never changes: which part an entry is in follows from it.</summary>
    public const int Capacity = 4096;

    /// <summary>The entries in the order they came in; none is ever removed.</summary>
    [Id(0)]
    public ImmutableArray<ImportedTokenOwner> Owners { get; init; } = [];
}

[GrainType("imported-token-chunk")]
internal sealed class ImportedTokenChunkGrain(
    [PersistentState("imported-tokens")] IPersistentState<ImportedTokenChunk> storage, IGrainContext context) : Grain, IImportedTokenChunkGrain
{
    private readonly Durable<ImportedTokenChunk> _chunk = new(storage, context);

    public Task<ImmutableArray<ImportedTokenOwner>> Read()
    {
        DeactivateOnIdle();
        return Task.FromResult(_chunk.Current?.Owners ?? []);
    }

    public Task Append(int count, ImmutableArray<ImportedTokenOwner> owners)
    {
        var current = _chunk.Current ?? new ImportedTokenChunk();
        return current.Owners.Length == count
            ? _chunk.Write(current with { Owners = current.Owners.AddRange(owners) })
            : throw new InvalidOperationException("The list of imported tokens is out of date.");
    }
}
