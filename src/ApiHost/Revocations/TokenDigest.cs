using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace TokenGrains.ApiHost.Revocations;

/// <summary>SHA-256 of a header that carries a token: what caches are keyed by, so that they hold no token.</summary>
internal readonly record struct TokenDigest(UInt128 First, UInt128 Second)
{
    public static TokenDigest Of(string header)
    {
        Span<UInt128> hash = stackalloc UInt128[2];
        SHA256.HashData(MemoryMarshal.AsBytes(header.AsSpan()), MemoryMarshal.AsBytes(hash));
        return new TokenDigest(hash[0], hash[1]);
    }
}
