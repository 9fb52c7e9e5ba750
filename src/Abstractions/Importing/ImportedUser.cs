using System.Collections.Immutable;

namespace TokenGrains.Importing;

/// <summary>An account as it stands in the system it comes from. Nothing of it has been checked.</summary>
/// <param name="Id">Its id there, which it keeps: 1 to 2^53 - 1.</param>
/// <param name="Name">Its name.</param>
/// <param name="PasswordHash">The password's hash as Django writes it; empty or beginning with <c>!</c> if no password matches.</param>
/// <param name="IsActive">Whether it may sign in.</param>
/// <param name="IsStaff">Whether it may use the admin face.</param>
/// <param name="JoinedAt">When it was made (UTC).</param>
/// <param name="LastLoginAt">When it last signed in (UTC); null if never.</param>
/// <param name="TokenHash">SHA-256 of its authtoken key; empty if it has none.</param>
[GenerateSerializer, Immutable, Alias("tokengrains.ImportedUser")]
public sealed record ImportedUser(
    [property: Id(0)] long Id,
    [property: Id(1)] string Name,
    [property: Id(2)] string PasswordHash,
    [property: Id(3)] bool IsActive,
    [property: Id(4)] bool IsStaff,
    [property: Id(5)] DateTimeOffset JoinedAt,
    [property: Id(6)] DateTimeOffset? LastLoginAt,
    [property: Id(7)] ImmutableArray<byte> TokenHash)
{
    /// <summary>Without the hashes, which must not reach a log.</summary>
    public override string ToString() => $"{nameof(ImportedUser)} {Id}";
}
