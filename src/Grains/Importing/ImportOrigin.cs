using System.Collections.Immutable;
using TokenGrains.Users;

namespace TokenGrains.Grains.Importing;

/// <summary>What an imported account was like at its source when it was last taken from there: the base of a three-way comparison.</summary>
[GenerateSerializer, Immutable, Alias("tokengrains.ImportOrigin")]
internal sealed record ImportOrigin
{
    /// <summary>Its name.</summary>
    [Id(0)]
    public required Username Name { get; init; }

    /// <summary>SHA-256 of its password hash.</summary>
    [Id(1)]
    public required ImmutableArray<byte> PasswordFingerprint { get; init; }

    /// <summary>The version its password got here; the user's is greater once the password was changed here.</summary>
    [Id(2)]
    public required uint PasswordVersion { get; init; }

    /// <summary>Whether it might sign in.</summary>
    [Id(3)]
    public required bool IsActive { get; init; }

    /// <summary>Whether it might use the admin face.</summary>
    [Id(4)]
    public required bool IsStaff { get; init; }

    /// <summary>SHA-256 of its authtoken key; empty if it had none.</summary>
    [Id(5)]
    public required ImmutableArray<byte> TokenHash { get; init; }

    /// <summary>What <paramref name="account"/> is like now.</summary>
    public static ImportOrigin Of(ImportedAccount account, uint passwordVersion) => new()
    {
        Name = account.Name,
        PasswordFingerprint = account.PasswordFingerprint,
        PasswordVersion = passwordVersion,
        IsActive = account.Source.IsActive,
        IsStaff = account.Source.IsStaff,
        TokenHash = account.Source.TokenHash,
    };
}
