using System.Security.Cryptography;
using TokenGrains.Tokens;

namespace TokenGrains.Grains.Signing;

/// <summary>The private half of an ES256 key (RFC 7518 section 3.4). It exists on silos only.</summary>
internal sealed class EcdsaSigner : IJwsSigner, IDisposable
{
    public const string Es256 = "ES256";

    // An ECDsa instance is not promised to be safe for concurrent use.
    private readonly ThreadLocal<ECDsa> _key;

    public EcdsaSigner(string keyId, byte[] pkcs8)
    {
        KeyId = keyId;
        _key = new ThreadLocal<ECDsa>(() => Import(pkcs8), trackAllValues: true);
    }

    public string? KeyId { get; }

    public string Algorithm => Es256;

    public int SignatureLength => 64;

    public void Sign(ReadOnlySpan<byte> input, Span<byte> signature) =>
        _key.Value!.SignData(input, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);

    public void Dispose()
    {
        foreach (var key in _key.Values)
            key.Dispose();
        _key.Dispose();
    }

    private static ECDsa Import(byte[] pkcs8)
    {
        var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(pkcs8, out _);
        return key;
    }
}
