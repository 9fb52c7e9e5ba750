using System.Collections.Immutable;

namespace TokenGrains.Grains.Signing;

/// <summary>What is stored of the keys, under the state name <c>signing-keys</c>. Every secret in it is sealed by the key vault.</summary>
[GenerateSerializer, Immutable, Alias("tokengrains.SigningKeyRingState")]
internal sealed record SigningKeyRingState
{
    /// <summary>The signing keys of access tokens, in the order in which they sign.</summary>
    [Id(0)]
    public ImmutableArray<SigningKeyEntry> SigningKeys { get; init; } = [];

    /// <summary>The sealed secret under which refresh tokens are MACed.</summary>
    [Id(1)]
    public required ImmutableArray<byte> RefreshSecret { get; init; }

    /// <summary>The sealed secret under which opaque tokens are MACed.</summary>
    [Id(2)]
    public required ImmutableArray<byte> OpaqueSecret { get; init; }

    /// <summary>The sealed secret from which the secret part of default tokens is derived.</summary>
    [Id(3)]
    public required ImmutableArray<byte> DerivationSecret { get; init; }
}

/// <summary>One ES256 key pair.</summary>
/// <param name="KeyId">The <c>kid</c>.</param>
/// <param name="PublicKey">SubjectPublicKeyInfo in DER.</param>
/// <param name="SealedPrivateKey">PKCS #8 in DER, sealed.</param>
/// <param name="SignsFrom">When it begins to sign (UTC); it is published from the moment it is made.</param>
[GenerateSerializer, Immutable, Alias("tokengrains.SigningKeyEntry")]
internal sealed record SigningKeyEntry(
    [property: Id(0)] string KeyId,
    [property: Id(1)] ImmutableArray<byte> PublicKey,
    [property: Id(2)] ImmutableArray<byte> SealedPrivateKey,
    [property: Id(3)] DateTimeOffset SignsFrom);
