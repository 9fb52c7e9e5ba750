using System.Buffers.Binary;
using System.Security.Cryptography;
using TokenGrains.Grains.Signing;
using TokenGrains.Tokens;
using TokenGrains.Users;

namespace TokenGrains.Grains.Users;

/// <summary>Writes the one opaque token per user that the Django face knows.</summary>
/// <remarks>
/// Django answers the same token at every sign-in, and we keep only its hash. So its secret part is not drawn but derived
/// from user and token id, under a key that no host ever gets: who can read storage still cannot write the token.
/// </remarks>
internal sealed class DefaultTokens(SigningKeyCache keys, TimeProvider time)
{
    /// <summary>A new token: its text, and what is kept of it.</summary>
    public async ValueTask<(string Text, OpaqueTokenEntry Entry)> Create(UserId user)
    {
        var ring = await keys.Get();
        var id = BinaryPrimitives.ReadUInt64BigEndian(RandomNumberGenerator.GetBytes(sizeof(ulong)));
        var (text, token) = Write(user, id, ring.OpaqueKey, ring);
        var entry = new OpaqueTokenEntry(id, OpaqueTokenEntry.DefaultName, ring.OpaqueKey.Id, token.Hash, time.GetUtcNow());
        return (text, entry);
    }

    /// <summary>The text of an existing token again.</summary>
    public async ValueTask<string> Rewrite(UserId user, OpaqueTokenEntry entry)
    {
        var ring = await keys.Get();
        return Write(user, entry.Id, ring.FindOpaqueKey(entry.KeyId), ring).Text;
    }

    private static (string Text, OpaqueToken Token) Write(UserId user, ulong id, MacKey key, SigningKeys ring)
    {
        Span<byte> input = stackalloc byte[sizeof(long) + sizeof(ulong)];
        BinaryPrimitives.WriteInt64BigEndian(input, user.Value);
        BinaryPrimitives.WriteUInt64BigEndian(input[sizeof(long)..], id);
        Span<byte> secret = stackalloc byte[OpaqueToken.SecretLength];
        ring.DerivationKey.Compute(input, secret);
        return OpaqueToken.Create(user, id, secret, key);
    }
}
