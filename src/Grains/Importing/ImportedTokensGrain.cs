using System.Collections.Immutable;
using TokenGrains.Importing;
using TokenGrains.Users;

namespace TokenGrains.Grains.Importing;

/// <summary>The list in memory, and in storage as chunks of a fixed length, so that an addition rewrites little.</summary>
/// <remarks>About 60 bytes of memory an entry on the one silo that holds it: 60 MB for a million keys.</remarks>
[GrainType("imported-tokens")]
internal sealed class ImportedTokensGrain : Grain, IImportedTokensGrain, IImportedTokenListGrain
{
    private const int LargestPage = 4 * ImportedTokenChunk.Capacity;

    private readonly List<ImportedTokenOwner> _owners = [];
    private readonly Dictionary<ulong, UserId> _users = [];

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        ImmutableArray<ImportedTokenOwner> chunk;
        do
        {
            chunk = await GrainFactory.ImportedTokenChunk(_owners.Count / ImportedTokenChunk.Capacity).Read();
            Remember(chunk.AsSpan());
        }
        while (chunk.Length == ImportedTokenChunk.Capacity);
    }

    public Task<ImmutableArray<ImportedTokenOwner>> Read(int count) =>
        Task.FromResult(_owners.Skip(count).Take(LargestPage).ToImmutableArray());

    public async Task Add(ImmutableArray<ImportedTokenOwner> owners)
    {
        var missing = owners.Where(owner => !_users.TryGetValue(owner.Prefix, out var user) || user != owner.User).Distinct().ToArray();
        for (var done = 0; done < missing.Length;)
        {
            var (number, filled) = Math.DivRem(_owners.Count, ImportedTokenChunk.Capacity);
            var part = missing.AsSpan(done, Math.Min(missing.Length - done, ImportedTokenChunk.Capacity - filled)).ToImmutableArray();
            try
            {
                await GrainFactory.ImportedTokenChunk(number).Append(filled, part);
            }
            catch
            {
                // Whether it was written, only an activation that reads it again can tell.
                DeactivateOnIdle();
                throw;
            }

            Remember(part.AsSpan());
            done += part.Length;
        }
    }

    private void Remember(ReadOnlySpan<ImportedTokenOwner> owners)
    {
        _owners.AddRange(owners);
        foreach (var owner in owners)
            _users[owner.Prefix] = owner.User;
    }
}
