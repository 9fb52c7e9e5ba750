using System.Diagnostics.CodeAnalysis;

namespace TokenGrains.Tokens;

/// <summary>Takes the compact form of a JWS apart (RFC 7515 section 7.1).</summary>
public static class CompactJws
{
    /// <summary>No token of ours comes near it; what is longer is refused before a byte is decoded.</summary>
    public const int MaximumLength = 8192;

    /// <summary>False unless <paramref name="text"/> is three parts with a dot between each two.</summary>
    public static bool TrySplit(
        ReadOnlySpan<char> text,
        out ReadOnlySpan<char> header,
        out ReadOnlySpan<char> payload,
        out ReadOnlySpan<char> signature)
    {
        header = payload = signature = default;
        if (text.Length > MaximumLength)
            return false;

        Span<Range> parts = stackalloc Range[4];
        if (text.Split(parts, '.') != 3)
            return false;

        header = text[parts[0]];
        payload = text[parts[1]];
        signature = WithoutPadding(text[parts[2]]);
        return true;
    }

    /// <summary>Reads the <c>kid</c> of a token that nobody has vouched for yet; false if it has none, or is no token.</summary>
    public static bool TryReadKeyId(ReadOnlySpan<char> text, [NotNullWhen(true)] out string? keyId)
    {
        keyId = null;
        if (!TrySplit(text, out var headerText, out _, out _))
            return false;

        var buffer = new byte[headerText.Length];
        if (StrictBase64Url.TryDecode(headerText, buffer, out var length) && JwtHeader.TryRead(buffer.AsSpan(0, length), out var header))
            keyId = header.KeyId;
        return keyId is not null;
    }

    // SimpleJWT's decoder accepts padding after the signature, and clients that add it are known.
    private static ReadOnlySpan<char> WithoutPadding(ReadOnlySpan<char> signature) =>
        signature.EndsWith("==") ? signature[..^2] : signature.EndsWith("=") ? signature[..^1] : signature;
}
