using TokenGrains.Sessions;
using TokenGrains.Users;

namespace TokenGrains.Revocations;

/// <summary>Which part of the revocation feed an entry belongs to: all of one user stand in one shard, in their order.</summary>
public static class RevocationShards
{
    /// <summary>How many there are. Fixed: with another number a user's entries would be looked for elsewhere.</summary>
    public const int Count = 4;

    /// <summary>The shard of a user.</summary>
    public static int Of(UserId user) => (int)(Mix((ulong)user.Value) % Count);

    /// <summary>The shard of a session: that of its user, and that of its own id where it is nobody's.</summary>
    public static int Of(UserId user, SessionId session) => user != default ? Of(user) : (int)(Mix(Fold(session.Value)) % Count);

    // FNV-1a, the same on every machine, unlike GetHashCode.
    private static ulong Fold(string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var character in text)
            hash = (hash ^ character) * 1099511628211UL;
        return hash;
    }

    // The finalizer of SplitMix64: imported ids count up from 1, and their low bits alone would do, but the next site's may not.
    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EBUL;
        return value ^ (value >> 31);
    }
}
