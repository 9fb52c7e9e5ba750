using System.Security.Cryptography;
using TokenGrains.Tokens;

namespace TokenGrains.Grains.Signing;

/// <summary>The private half of a configured RSA key (RFC 7518 sections 3.3 and 3.5). It signs on silos only.</summary>
internal sealed class RsaSigner : IJwsSigner, IDisposable
{
    // An RSA instance is not promised to be safe for concurrent use.
    private readonly ThreadLocal<RSA> _key;
    private readonly HashAlgorithmName _hash;
    private readonly RSASignaturePadding _padding;

    public RsaSigner(string algorithm, string pem)
    {
        (_hash, _padding) = RsaPublicKey.Parameters(algorithm);
        Algorithm = algorithm;
        _key = new ThreadLocal<RSA>(() => ConfiguredKeys.ReadRsa(pem), trackAllValues: true);
        SignatureLength = (_key.Value!.KeySize + 7) / 8;
    }

    public string? KeyId => null;

    public string Algorithm { get; }

    public int SignatureLength { get; }

    public void Sign(ReadOnlySpan<byte> input, Span<byte> signature) => _key.Value!.SignData(input, signature, _hash, _padding);

    public void Dispose()
    {
        foreach (var key in _key.Values)
            key.Dispose();
        _key.Dispose();
    }
}
