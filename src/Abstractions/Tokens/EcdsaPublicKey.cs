using System.Security.Cryptography;

namespace TokenGrains.Tokens;

/// <summary>The public half of an ES256, ES384 or ES512 key: ECDSA on P-256, P-384 or P-521 (RFC 7518 section 3.4).</summary>
public sealed class EcdsaPublicKey : JwsKey, IDisposable
{
    // An ECDsa instance is not promised to be safe for concurrent use.
    private readonly ThreadLocal<ECDsa> _key;
    private readonly HashAlgorithmName _hash;

    /// <summary>Reads a SubjectPublicKeyInfo (RFC 5280 section 4.1).</summary>
    /// <exception cref="CryptographicException">The bytes are not a public key on the curve of the algorithm.</exception>
    /// <exception cref="ArgumentException">The algorithm is not one of the three.</exception>
    public EcdsaPublicKey(string? keyId, string algorithm, byte[] subjectPublicKeyInfo)
    {
        (_hash, SignatureLength, var bits) = Parameters(algorithm);
        KeyId = keyId;
        Algorithm = algorithm;
        _key = new ThreadLocal<ECDsa>(() => Import(subjectPublicKeyInfo), trackAllValues: true);
        if (_key.Value!.KeySize != bits)
            throw new CryptographicException($"An {algorithm} key must be on the curve P-{bits}.");
    }

    /// <inheritdoc cref="JwsKey.KeyId"/>
    public override string? KeyId { get; }

    /// <inheritdoc cref="JwsKey.Algorithm"/>
    public override string Algorithm { get; }

    /// <inheritdoc cref="JwsKey.SignatureLength"/>
    public override int SignatureLength { get; }

    /// <summary>The hash, the length of a signature in bytes and the size of the curve in bits.</summary>
    /// <exception cref="ArgumentException">The algorithm is not one of the three.</exception>
    public static (HashAlgorithmName Hash, int SignatureLength, int CurveBits) Parameters(string algorithm) => algorithm switch
    {
        "ES256" => (HashAlgorithmName.SHA256, 64, 256),
        "ES384" => (HashAlgorithmName.SHA384, 96, 384),
        "ES512" => (HashAlgorithmName.SHA512, 132, 521),
        _ => throw new ArgumentException($"'{algorithm}' is not an ECDSA algorithm.", nameof(algorithm)),
    };

    /// <inheritdoc/>
    public override bool Verify(ReadOnlySpan<byte> input, ReadOnlySpan<byte> signature) =>
        _key.Value!.VerifyData(input, signature, _hash, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var key in _key.Values)
            key.Dispose();
        _key.Dispose();
    }

    private static ECDsa Import(byte[] subjectPublicKeyInfo)
    {
        var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(subjectPublicKeyInfo, out _);
        return key;
    }
}
