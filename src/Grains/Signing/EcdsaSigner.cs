using System.Security.Cryptography;
using TokenGrains.Tokens;

namespace TokenGrains.Grains.Signing;

/// <summary>The private half of an ES256, ES384 or ES512 key (RFC 7518 section 3.4). It signs on silos only.</summary>
internal sealed class EcdsaSigner : IJwsSigner, IDisposable
{
    public const string Es256 = "ES256";

    // An ECDsa instance is not promised to be safe for concurrent use.
    private readonly ThreadLocal<ECDsa> _key;

    private readonly HashAlgorithmName _hash;

    public EcdsaSigner(string? keyId, string algorithm, byte[] pkcs8)
    {
        (_hash, SignatureLength, _) = EcdsaPublicKey.Parameters(algorithm);
        KeyId = keyId;
        Algorithm = algorithm;
        _key = new ThreadLocal<ECDsa>(() => Import(pkcs8), trackAllValues: true);
    }

    public string? KeyId { get; }

    public string Algorithm { get; }

    public int SignatureLength { get; }

    public void Sign(ReadOnlySpan<byte> input, Span<byte> signature) =>
        _key.Value!.SignData(input, signature, _hash, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);

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
