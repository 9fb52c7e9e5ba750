using System.Collections.Immutable;
using TokenGrains.Tokens;

namespace TokenGrains.Users;

/// <summary>The opaque tokens of one user, for their owner. Its key is the user id, as of <see cref="IUserGrain"/>.</summary>
[Alias("tokengrains.IUserTokensGrain"), GrainInterfaceType("user-tokens")]
public interface IUserTokensGrain : IGrainWithStringKey
{
    /// <summary>The most tokens that a user may make; former secrets in their overlap are not counted.</summary>
    const int MaximumCount = 100;

    /// <summary>The tokens that work, the oldest first; empty if there is no such user.</summary>
    [Repeatable, Alias("ListTokens")]
    Task<ImmutableArray<TokenDescription>> ListTokens();

    /// <summary>Makes a token with a random secret.</summary>
    [Alias("CreateToken")]
    Task<CreateTokenResult> CreateToken(NewToken token);

    /// <summary>
    /// Makes a new secret under a new id, and lets the old one work for the <paramref name="overlap"/> still. Name, scope and end stay.
    /// </summary>
    /// <param name="id">The token.</param>
    /// <param name="overlap">Zero ends the old secret at once.</param>
    /// <param name="caller">What the caller may do: nobody gets a token that may do more.</param>
    [Alias("RotateToken")]
    Task<RotateTokenResult> RotateToken(OpaqueTokenId id, TimeSpan overlap, TokenScope caller);

    /// <summary>Ends a token and the former secrets of it. False if there is none.</summary>
    [Alias("DeleteToken")]
    Task<bool> DeleteToken(OpaqueTokenId id);
}

/// <summary>A token to be made.</summary>
/// <param name="Name">No other token of the user may have it.</param>
/// <param name="Scope">What it may be used for.</param>
/// <param name="Lifetime">How long it works; null for no end.</param>
[GenerateSerializer, Immutable, Alias("tokengrains.NewToken")]
public sealed record NewToken(
    [property: Id(0)] OpaqueTokenName Name, [property: Id(1)] TokenScope Scope = default, [property: Id(2)] TimeSpan? Lifetime = null);

/// <summary>An opaque token as its owner sees it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Scope">What it may be used for.</param>
/// <param name="CreatedAt">When it was made (UTC).</param>
/// <param name="ExpiresAt">From when on it does not work (UTC); null if it has no end.</param>
/// <param name="LastUsedAt">When it was last used (UTC), to the hour; null if it never was.</param>
/// <param name="ReplacedBy">The token that has taken its place; null unless it is in its overlap.</param>
[GenerateSerializer, Immutable, Alias("tokengrains.TokenDescription")]
public sealed record TokenDescription(
    [property: Id(0)] OpaqueTokenId Id,
    [property: Id(1)] string Name,
    [property: Id(2)] TokenScope Scope,
    [property: Id(3)] DateTimeOffset CreatedAt,
    [property: Id(4)] DateTimeOffset? ExpiresAt,
    [property: Id(5)] DateTimeOffset? LastUsedAt,
    [property: Id(6)] OpaqueTokenId? ReplacedBy);
