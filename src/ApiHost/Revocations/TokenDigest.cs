using System.Buffers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Primitives;
using TokenGrains.Tokens;

namespace TokenGrains.ApiHost.Revocations;

/// <summary>SHA-256 of a header that carries a token: what caches are keyed by, so that they hold no token.</summary>
internal readonly record struct TokenDigest(UInt128 First, UInt128 Second)
{
    /// <summary>The digest of the header; null for one that can carry no token of ours: several, none, too long, or not ASCII.</summary>
    public static TokenDigest? Of(StringValues header)
    {
        if (header is not [{ Length: > 0 and <= CompactJws.MaximumLength } text])
            return null;

        Span<byte> ascii = stackalloc byte[text.Length];
        if (Ascii.FromUtf16(text, ascii, out _) is not OperationStatus.Done)
            return null;

        Span<UInt128> hash = stackalloc UInt128[2];
        SHA256.HashData(ascii, MemoryMarshal.AsBytes(hash));
        return new TokenDigest(hash[0], hash[1]);
    }
}
