using System.Collections.Immutable;
using TokenGrains.Tokens;
using TokenGrains.Users;

namespace TokenGrains.Grains.Users;

/// <summary>What is kept of an opaque token: enough to know it again, not enough to make it.</summary>
/// <param name="Id">The token id, random.</param>
/// <param name="Name">What its owner calls it; the Django face's is <c>default</c>.</param>
/// <param name="KeyId">The number of the key its text was made with.</param>
/// <param name="Hash">SHA-256 of its bytes.</param>
/// <param name="CreatedAt">When it was made (UTC).</param>
[GenerateSerializer, Immutable, Alias("tokengrains.OpaqueTokenEntry")]
internal sealed record OpaqueTokenEntry(
    [property: Id(0)] ulong Id,
    [property: Id(1)] string Name,
    [property: Id(2)] byte KeyId,
    [property: Id(3)] ImmutableArray<byte> Hash,
    [property: Id(4)] DateTimeOffset CreatedAt)
{
    /// <summary>The name of the one token that the Django face knows.</summary>
    public const string DefaultName = "default";

    /// <summary>The name of the authtoken key that a user was imported with.</summary>
    public const string ImportedName = "imported";

    private static readonly TimeSpan UsePrecision = TimeSpan.FromHours(1);

    /// <summary>From when on it does not work (UTC): its own end, or that of the overlap after a rotation; null for none.</summary>
    [Id(5)]
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>What it may be used for.</summary>
    [Id(6)]
    public TokenScope Scope { get; init; }

    /// <summary>When it was last used (UTC), to the hour; null if it never was.</summary>
    [Id(7)]
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>The id of the token that has taken its place in a rotation; null while none has.</summary>
    [Id(8)]
    public ulong? ReplacedBy { get; init; }

    /// <summary>Whether it is the one of its name, and no former secret in its overlap.</summary>
    public bool IsCurrent => ReplacedBy is null;

    /// <summary>Whether it works.</summary>
    public bool IsLive(DateTimeOffset now) => !(ExpiresAt <= now);

    /// <summary>Whether what is noted of its last use still tells it closely enough.</summary>
    public bool WasUsedLately(DateTimeOffset now) => LastUsedAt is { } used && now - used < UsePrecision;

    /// <summary>As its owner sees it.</summary>
    public TokenDescription Describe() => new(
        new OpaqueTokenId(Id), Name, Scope, CreatedAt, ExpiresAt, LastUsedAt, ReplacedBy is { } successor ? new OpaqueTokenId(successor) : null);
}
