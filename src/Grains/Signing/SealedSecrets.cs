using System.Security.Cryptography;
using TokenGrains.Tokens;

namespace TokenGrains.Grains.Signing;

/// <summary>Makes and opens the secrets of the key ring, each sealed for one purpose.</summary>
internal static class SealedSecrets
{
    private const string RefreshPurpose = "refresh tokens";
    private const string OpaquePurpose = "opaque tokens";
    private const string DerivationPurpose = "default tokens";

    // There is one of each as yet; tokens already name it, so that a second can come without a break.
    private const byte OnlyKey = 1;

    public static SigningKeyRingState Create(KeyVault vault) => new()
    {
        RefreshSecret = vault.Seal(RandomNumberGenerator.GetBytes(MacKey.SecretLength), RefreshPurpose),
        OpaqueSecret = vault.Seal(RandomNumberGenerator.GetBytes(MacKey.SecretLength), OpaquePurpose),
        DerivationSecret = vault.Seal(RandomNumberGenerator.GetBytes(MacKey.SecretLength), DerivationPurpose),
    };

    public static MacKey OpenRefreshKey(KeyVault vault, SigningKeyRingState ring) =>
        new(OnlyKey, [.. vault.Open(ring.RefreshSecret, RefreshPurpose)]);

    public static MacKey OpenOpaqueKey(KeyVault vault, SigningKeyRingState ring) =>
        new(OnlyKey, [.. vault.Open(ring.OpaqueSecret, OpaquePurpose)]);

    public static MacKey OpenDerivationKey(KeyVault vault, SigningKeyRingState ring) =>
        new(OnlyKey, [.. vault.Open(ring.DerivationSecret, DerivationPurpose)]);

    public static string PrivateKeyPurpose(string keyId) => $"signing key {keyId}";
}
