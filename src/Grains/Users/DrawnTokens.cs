using System.Buffers.Binary;
using System.Security.Cryptography;
using TokenGrains.Grains.Signing;
using TokenGrains.Tokens;
using TokenGrains.Users;

namespace TokenGrains.Grains.Users;

/// <summary>Writes the opaque tokens that users name and make: the secret is random, so that nobody can write one twice.</summary>
internal sealed class DrawnTokens(SigningKeyCache keys, TimeProvider time)
{
    /// <summary>A new token: its text, and what is kept of it.</summary>
    public async ValueTask<(string Text, OpaqueTokenEntry Entry)> Create(UserId user, string name)
    {
        var key = (await keys.Get()).OpaqueKey;
        var id = BinaryPrimitives.ReadUInt64BigEndian(RandomNumberGenerator.GetBytes(sizeof(ulong)));
        var (text, token) = OpaqueToken.Create(user, id, RandomNumberGenerator.GetBytes(OpaqueToken.SecretLength), key);
        return (text, new OpaqueTokenEntry(id, name, key.Id, token.Hash, time.GetUtcNow()));
    }
}
