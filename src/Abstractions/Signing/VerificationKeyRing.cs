using System.Collections.Immutable;
using TokenGrains.Tokens;

namespace TokenGrains.Signing;

/// <summary>Everything that tells a token of this cluster from a forged one; it holds no private key.</summary>
/// <param name="AccessKeys">The public keys of access tokens: announced, signing, and retired with tokens still alive.</param>
/// <param name="RefreshKey">The secret under which refresh tokens are MACed.</param>
/// <param name="OpaqueKeys">The secrets under which opaque tokens are MACed; the first makes new ones.</param>
[GenerateSerializer, Immutable, Alias("tokengrains.VerificationKeyRing")]
public sealed record VerificationKeyRing(
    [property: Id(0)] ImmutableArray<PublicSigningKey> AccessKeys,
    [property: Id(1)] MacKey RefreshKey,
    [property: Id(2)] ImmutableArray<MacKey> OpaqueKeys);

/// <summary>The public half of a signing key.</summary>
/// <param name="KeyId">The <c>kid</c> (RFC 7517 section 4.5).</param>
/// <param name="Algorithm">The <c>alg</c>: ES256.</param>
/// <param name="SubjectPublicKeyInfo">The key in DER (RFC 5280 section 4.1).</param>
[GenerateSerializer, Immutable, Alias("tokengrains.PublicSigningKey")]
public sealed record PublicSigningKey(
    [property: Id(0)] string KeyId,
    [property: Id(1)] string Algorithm,
    [property: Id(2)] ImmutableArray<byte> SubjectPublicKeyInfo);
