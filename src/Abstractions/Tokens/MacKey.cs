using System.Collections.Immutable;
using System.Security.Cryptography;

namespace TokenGrains.Tokens;

/// <summary>A secret for HMAC-SHA-256 (RFC 2104), with the number that tokens name it by.</summary>
[GenerateSerializer, Immutable, Alias("tokengrains.MacKey")]
public sealed class MacKey(byte id, ImmutableArray<byte> secret)
{
    /// <summary>The length of every secret made here, in bytes.</summary>
    public const int SecretLength = 32;

    /// <summary>The number of the key, 1 to 255.</summary>
    [Id(0)]
    public byte Id { get; } = id;

    /// <summary>The secret bytes.</summary>
    [Id(1)]
    public ImmutableArray<byte> Secret { get; } = secret;

    /// <summary>Fills <paramref name="mac"/> with the first bytes of the MAC of <paramref name="input"/>; 32 at most.</summary>
    public void Compute(ReadOnlySpan<byte> input, Span<byte> mac)
    {
        Span<byte> whole = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(Secret.AsSpan(), input, whole);
        whole[..mac.Length].CopyTo(mac);
    }

    /// <summary>The number only: the secret must not reach a log.</summary>
    public override string ToString() => $"MacKey {Id}";
}
