using System.Buffers.Binary;
using System.Buffers.Text;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using TokenGrains.Users;

namespace TokenGrains.Tokens;

/// <summary>An opaque token as it is presented, after its MAC was checked; it holds a hash of the token, not the token.</summary>
/// <remarks>
/// Shape of the text: <c>tg_</c> and base64url of version (1 byte, 1), key id (1), user id (8, big-endian), token id (8),
/// secret (20), MAC (16): 54 bytes, 72 characters. The MAC is HMAC-SHA-256 over all before it, cut to 128 bits: a forged,
/// truncated or mistyped token is told from a real one without a grain and without storage.
/// </remarks>
[GenerateSerializer, Immutable, Alias("tokengrains.OpaqueToken")]
public sealed class OpaqueToken
{
    /// <summary>What every opaque token starts with, so that people and secret scanners know it.</summary>
    public const string Prefix = "tg_";

    /// <summary>The length of the secret part, in bytes.</summary>
    public const int SecretLength = 20;

    private const byte Version = 1;
    private const int UserOffset = 2;
    private const int IdOffset = 10;
    private const int SecretOffset = 18;
    private const int MacOffset = SecretOffset + SecretLength;
    private const int MacLength = 16;
    private const int Length = MacOffset + MacLength;

    private OpaqueToken(UserId user, ulong id, ImmutableArray<byte> hash) => (User, Id, Hash) = (user, id, hash);

    /// <summary>The owner.</summary>
    [Id(0)]
    public UserId User { get; }

    /// <summary>Which of the owner's tokens it is.</summary>
    [Id(1)]
    public ulong Id { get; }

    /// <summary>SHA-256 of the 54 bytes: what the owner's grain keeps of the token.</summary>
    [Id(2)]
    public ImmutableArray<byte> Hash { get; }

    /// <summary>Writes the text of a token with the given <paramref name="secret"/>, and what is kept of it.</summary>
    public static (string Text, OpaqueToken Token) Create(UserId user, ulong id, ReadOnlySpan<byte> secret, MacKey key)
    {
        Span<byte> bytes = stackalloc byte[Length];
        bytes[0] = Version;
        bytes[1] = key.Id;
        BinaryPrimitives.WriteInt64BigEndian(bytes[UserOffset..], user.Value);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[IdOffset..], id);
        secret.CopyTo(bytes.Slice(SecretOffset, SecretLength));
        key.Compute(bytes[..MacOffset], bytes[MacOffset..]);
        return (Prefix + Base64Url.EncodeToString(bytes), Describe(user, id, bytes));
    }

    /// <summary>Reads a token; false unless every character is as we wrote it under one of <paramref name="keys"/>.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, ImmutableArray<MacKey> keys, [NotNullWhen(true)] out OpaqueToken? token)
    {
        token = null;
        Span<byte> bytes = stackalloc byte[Length];
        if (!text.StartsWith(Prefix, StringComparison.Ordinal)
            || !StrictBase64Url.TryDecode(text[Prefix.Length..], bytes, out var written)
            || written != Length
            || bytes[0] != Version
            || !MacHolds(bytes, keys)
            || !UserId.TryCreate(BinaryPrimitives.ReadInt64BigEndian(bytes[UserOffset..]), out var user))
        {
            return false;
        }

        token = Describe(user, BinaryPrimitives.ReadUInt64BigEndian(bytes[IdOffset..]), bytes);
        return true;
    }

    private static bool MacHolds(ReadOnlySpan<byte> bytes, ImmutableArray<MacKey> keys)
    {
        Span<byte> expected = stackalloc byte[MacLength];
        foreach (var key in keys)
        {
            if (key.Id != bytes[1])
                continue;

            key.Compute(bytes[..MacOffset], expected);
            return CryptographicOperations.FixedTimeEquals(expected, bytes[MacOffset..]);
        }

        return false;
    }

    private static OpaqueToken Describe(UserId user, ulong id, ReadOnlySpan<byte> bytes) =>
        new(user, id, [.. SHA256.HashData(bytes)]);
}
