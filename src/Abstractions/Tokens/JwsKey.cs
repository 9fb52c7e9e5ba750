using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace TokenGrains.Tokens;

/// <summary>A key that checks JWS signatures (RFC 7515) of exactly one algorithm.</summary>
/// <remarks>One key, one algorithm: a token that names another <c>alg</c> never reaches this key (RFC 8725 section 3.1).</remarks>
public abstract class JwsKey
{
    /// <summary>The <c>kid</c> that tokens name this key by; null for a configured key, whose tokens name none.</summary>
    public abstract string? KeyId { get; }

    /// <summary>The <c>alg</c> value (RFC 7518 section 3.1).</summary>
    public abstract string Algorithm { get; }

    /// <summary>The length of every signature of this key, in bytes.</summary>
    public abstract int SignatureLength { get; }

    /// <summary>True if others sign with it too: a configured key, or one of <c>JWK_URL</c>. Their headers may name any type.</summary>
    public bool IsShared { get; init; }

    /// <summary>True if <paramref name="signature"/> is this key's over <paramref name="input"/>; constant time for a MAC.</summary>
    public abstract bool Verify(ReadOnlySpan<byte> input, ReadOnlySpan<byte> signature);
}

/// <summary>Signs what the <see cref="JwsKey"/> of the same id and algorithm verifies.</summary>
public interface IJwsSigner
{
    /// <summary>The <c>kid</c> to write into the header, or null for none.</summary>
    string? KeyId { get; }

    /// <summary>The <c>alg</c> to write into the header.</summary>
    string Algorithm { get; }

    /// <summary>The length of every signature, in bytes.</summary>
    int SignatureLength { get; }

    /// <summary>Writes the signature over <paramref name="input"/> into the first bytes of <paramref name="signature"/>.</summary>
    void Sign(ReadOnlySpan<byte> input, Span<byte> signature);
}

/// <summary>An HMAC key: HS256, HS384 or HS512 (RFC 7518 section 3.2).</summary>
public sealed class HmacKey : JwsKey, IJwsSigner
{
    // Kept for the next one: to set a key up costs more than the MAC of a token.
    private readonly ConcurrentBag<IncrementalHash> _idle = [];
    private readonly HashAlgorithmName _hash;
    private readonly byte[] _secret;

    /// <summary>Takes the secret as it is; its length is the caller's to check (RFC 7518 asks for the hash's own).</summary>
    /// <exception cref="ArgumentException">The algorithm is not one of the three.</exception>
    public HmacKey(string? keyId, string algorithm, ReadOnlySpan<byte> secret)
    {
        (_hash, SignatureLength) = algorithm switch
        {
            "HS256" => (HashAlgorithmName.SHA256, 32),
            "HS384" => (HashAlgorithmName.SHA384, 48),
            "HS512" => (HashAlgorithmName.SHA512, 64),
            _ => throw new ArgumentException($"'{algorithm}' is not an HMAC algorithm.", nameof(algorithm)),
        };
        KeyId = keyId;
        Algorithm = algorithm;
        _secret = secret.ToArray();
    }

    /// <inheritdoc cref="JwsKey.KeyId"/>
    public override string? KeyId { get; }

    /// <inheritdoc cref="JwsKey.Algorithm"/>
    public override string Algorithm { get; }

    /// <inheritdoc cref="JwsKey.SignatureLength"/>
    public override int SignatureLength { get; }

    /// <inheritdoc/>
    public void Sign(ReadOnlySpan<byte> input, Span<byte> signature)
    {
        if (!_idle.TryTake(out var mac))
            mac = IncrementalHash.CreateHMAC(_hash, _secret);
        mac.AppendData(input);
        mac.GetHashAndReset(signature);
        _idle.Add(mac);
    }

    /// <inheritdoc/>
    public override bool Verify(ReadOnlySpan<byte> input, ReadOnlySpan<byte> signature)
    {
        Span<byte> expected = stackalloc byte[SignatureLength];
        Sign(input, expected);
        return CryptographicOperations.FixedTimeEquals(expected, signature);
    }
}
