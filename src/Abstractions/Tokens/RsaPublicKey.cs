using System.Security.Cryptography;

namespace TokenGrains.Tokens;

/// <summary>The public half of an RSA key for one of RS256 to RS512 (RFC 7518 section 3.3) or PS256 to PS512 (section 3.5).</summary>
public sealed class RsaPublicKey : JwsKey, IDisposable
{
    /// <summary>The shortest modulus that both sections allow, in bits.</summary>
    public const int ShortestKey = 2048;

    // An RSA instance is not promised to be safe for concurrent use.
    private readonly ThreadLocal<RSA> _key;
    private readonly HashAlgorithmName _hash;
    private readonly RSASignaturePadding _padding;

    /// <summary>Reads a SubjectPublicKeyInfo (RFC 5280 section 4.1).</summary>
    /// <exception cref="CryptographicException">The bytes are not an RSA public key of at least <see cref="ShortestKey"/> bits.</exception>
    /// <exception cref="ArgumentException">The algorithm is not one of the six.</exception>
    public RsaPublicKey(string? keyId, string algorithm, byte[] subjectPublicKeyInfo)
    {
        (_hash, _padding) = Parameters(algorithm);
        KeyId = keyId;
        Algorithm = algorithm;
        _key = new ThreadLocal<RSA>(() => Import(subjectPublicKeyInfo), trackAllValues: true);
        if (_key.Value!.KeySize < ShortestKey)
            throw new CryptographicException($"An {algorithm} key must have at least {ShortestKey} bits.");
        SignatureLength = (_key.Value.KeySize + 7) / 8;
    }

    /// <inheritdoc cref="JwsKey.KeyId"/>
    public override string? KeyId { get; }

    /// <inheritdoc cref="JwsKey.Algorithm"/>
    public override string Algorithm { get; }

    /// <inheritdoc cref="JwsKey.SignatureLength"/>
    public override int SignatureLength { get; }

    /// <summary>The hash and the padding.</summary>
    /// <exception cref="ArgumentException">The algorithm is not one of the six.</exception>
    public static (HashAlgorithmName Hash, RSASignaturePadding Padding) Parameters(string algorithm) => algorithm switch
    {
        "RS256" => (HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
        "RS384" => (HashAlgorithmName.SHA384, RSASignaturePadding.Pkcs1),
        "RS512" => (HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1),
        "PS256" => (HashAlgorithmName.SHA256, RSASignaturePadding.Pss),
        "PS384" => (HashAlgorithmName.SHA384, RSASignaturePadding.Pss),
        "PS512" => (HashAlgorithmName.SHA512, RSASignaturePadding.Pss),
        _ => throw new ArgumentException($"'{algorithm}' is not an RSA algorithm.", nameof(algorithm)),
    };

    /// <inheritdoc/>
    public override bool Verify(ReadOnlySpan<byte> input, ReadOnlySpan<byte> signature) =>
        _key.Value!.VerifyData(input, signature, _hash, _padding);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var key in _key.Values)
            key.Dispose();
        _key.Dispose();
    }

    private static RSA Import(byte[] subjectPublicKeyInfo)
    {
        var key = RSA.Create();
        key.ImportSubjectPublicKeyInfo(subjectPublicKeyInfo, out _);
        return key;
    }
}
