using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using TokenGrains.Tokens;

namespace TokenGrains.Signing;

/// <summary>A <see cref="VerificationKeyRing"/> made ready for use in one process.</summary>
public sealed class VerificationKeys
{
    private VerificationKeys(JwtKeys jwtKeys, ImmutableArray<MacKey> opaqueKeys) => (JwtKeys, OpaqueKeys) = (jwtKeys, opaqueKeys);

    /// <summary>The keys of access and refresh tokens.</summary>
    public JwtKeys JwtKeys { get; }

    /// <summary>The keys of opaque tokens.</summary>
    public ImmutableArray<MacKey> OpaqueKeys { get; }

    /// <summary>
    /// Builds the keys in force: the configured <c>SIGNING_KEY</c> where there is one, else those of the ring; and with either
    /// those of <c>JWK_URL</c>.
    /// </summary>
    public static VerificationKeys From(VerificationKeyRing ring, SimpleJwtOptions options, IEnumerable<JwsKey>? published = null)
    {
        IEnumerable<JwsKey> jwtKeys = options.UsesSigningKey
            ? [ConfiguredKeys.Verifying(options)]
            : [RefreshKey(ring.RefreshKey), .. ring.AccessKeys.Select(AccessKey)];
        return new VerificationKeys(new JwtKeys(jwtKeys, published), ring.OpaqueKeys);
    }

    /// <summary>The key that refresh tokens are MACed with where no signing key is configured.</summary>
    public static HmacKey RefreshKey(MacKey key) =>
        new(string.Create(CultureInfo.InvariantCulture, $"r{key.Id}"), "HS256", key.Secret.AsSpan());

    private static EcdsaPublicKey AccessKey(PublicSigningKey key) =>
        new(key.KeyId, key.Algorithm, ImmutableCollectionsMarshal.AsArray(key.SubjectPublicKeyInfo)!);
}
