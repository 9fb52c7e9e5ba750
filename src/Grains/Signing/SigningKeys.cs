using System.Text;
using TokenGrains.Signing;
using TokenGrains.Tokens;

namespace TokenGrains.Grains.Signing;

/// <summary>The keys of the ring, opened for use on one silo.</summary>
/// <param name="Access">Signs access tokens.</param>
/// <param name="Refresh">MACs refresh tokens.</param>
/// <param name="OpaqueKey">MACs new opaque tokens.</param>
/// <param name="DerivationKey">Derives the secret part of default tokens.</param>
internal sealed record SigningKeys(IJwsSigner Access, IJwsSigner Refresh, MacKey OpaqueKey, MacKey DerivationKey)
{
    public static SigningKeys Open(SigningKeyRingState ring, KeyVault vault, SimpleJwtOptions options, DateTimeOffset now)
    {
        var opaque = SealedSecrets.OpenOpaqueKey(vault, ring);
        var derivation = SealedSecrets.OpenDerivationKey(vault, ring);
        if (options.UsesSigningKey)
        {
            var configured = ConfiguredSigner(options);
            return new SigningKeys(configured, configured, opaque, derivation);
        }

        var signing = KeyRingSchedule.FindSigning(ring.SigningKeys, now);
        var privateKey = vault.Open(signing.SealedPrivateKey, SealedSecrets.PrivateKeyPurpose(signing.KeyId));
        return new SigningKeys(
            new EcdsaSigner(signing.KeyId, EcdsaSigner.Es256, privateKey),
            VerificationKeys.RefreshKey(SealedSecrets.OpenRefreshKey(vault, ring)),
            opaque,
            derivation);
    }

    /// <summary>The key that an opaque token was made with.</summary>
    public MacKey FindOpaqueKey(byte id) => OpaqueKey.Id == id
        ? OpaqueKey
        : throw new InvalidOperationException($"The key ring has no opaque-token key {id}.");

    /// <summary>What signs with <c>SIGNING_KEY</c> by <c>ALGORITHM</c>.</summary>
    public static IJwsSigner ConfiguredSigner(SimpleJwtOptions options)
    {
        var (algorithm, key) = (options.EffectiveAlgorithm, options.SigningKey!);
        if (algorithm.StartsWith("HS", StringComparison.Ordinal))
            return new HmacKey(keyId: null, algorithm, Encoding.UTF8.GetBytes(key));
        if (!algorithm.StartsWith("ES", StringComparison.Ordinal))
            return new RsaSigner(algorithm, key);

        using var ecdsa = ConfiguredKeys.ReadEcdsa(key);
        return new EcdsaSigner(keyId: null, algorithm, ecdsa.ExportPkcs8PrivateKey());
    }
}
