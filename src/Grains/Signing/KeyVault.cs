using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace TokenGrains.Grains.Signing;

/// <summary>Encrypts what must not lie in storage in clear, with AES-256-GCM under the master key.</summary>
/// <remarks>Shape of a sealed secret: version (1 byte, 1), nonce (12), tag (16), ciphertext.</remarks>
internal sealed class KeyVault
{
    private const byte Version = 1;
    private const int NonceOffset = 1;
    private const int NonceLength = 12;
    private const int TagOffset = NonceOffset + NonceLength;
    private const int TagLength = 16;
    private const int CiphertextOffset = TagOffset + TagLength;

    private readonly byte[] _masterKey;

    public KeyVault(IOptions<KeyOptions> options) => _masterKey = MasterKey.Load(options.Value);

    /// <summary>Encrypts <paramref name="secret"/>; it can be opened only under the same <paramref name="purpose"/>.</summary>
    public ImmutableArray<byte> Seal(ReadOnlySpan<byte> secret, string purpose)
    {
        var sealedSecret = new byte[CiphertextOffset + secret.Length];
        sealedSecret[0] = Version;
        RandomNumberGenerator.Fill(sealedSecret.AsSpan(NonceOffset, NonceLength));
        using var aes = new AesGcm(_masterKey, TagLength);
        aes.Encrypt(
            sealedSecret.AsSpan(NonceOffset, NonceLength),
            secret,
            sealedSecret.AsSpan(CiphertextOffset),
            sealedSecret.AsSpan(TagOffset, TagLength),
            Encoding.UTF8.GetBytes(purpose));
        return [.. sealedSecret];
    }

    /// <summary>Decrypts what <see cref="Seal"/> made.</summary>
    /// <exception cref="OrleansConfigurationException">It was sealed under another master key, or was altered.</exception>
    public byte[] Open(ImmutableArray<byte> sealedSecret, string purpose)
    {
        var bytes = sealedSecret.AsSpan();
        if (bytes.Length < CiphertextOffset || bytes[0] != Version)
            throw new OrleansConfigurationException("A key in storage has a format that this version does not know.");

        var secret = new byte[bytes.Length - CiphertextOffset];
        using var aes = new AesGcm(_masterKey, TagLength);
        try
        {
            aes.Decrypt(
                bytes.Slice(NonceOffset, NonceLength),
                bytes[CiphertextOffset..],
                bytes.Slice(TagOffset, TagLength),
                secret,
                Encoding.UTF8.GetBytes(purpose));
        }
        catch (AuthenticationTagMismatchException exception)
        {
            throw new OrleansConfigurationException(
                $"The keys in storage were encrypted under another master key. Give the right one as {KeyOptions.Section}:{nameof(KeyOptions.MasterKey)} or {KeyOptions.Section}:{nameof(KeyOptions.MasterKeyFile)}.",
                exception);
        }

        return secret;
    }
}
