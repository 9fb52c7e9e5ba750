using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace TokenGrains.Sessions;

/// <summary>The <c>Idempotency-Key</c> of a refresh as a hash; the text itself never leaves the host that received it.</summary>
/// <remarks>Shape: 128 bits of SHA-256 over session and key, so that it says nothing outside of its session.</remarks>
[GenerateSerializer, Immutable, Alias("tokengrains.IdempotencyKey")]
public readonly record struct IdempotencyKey
{
    /// <summary>So many characters a key has at most.</summary>
    public const int LongestText = 255;

    // Keeps this use of the hash apart from all others. Sessions in storage depend on it.
    private const string Domain = "tokengrains idempotency key:";

    private IdempotencyKey(UInt128 hash) => Hash = hash;

    /// <summary>The 128 bits.</summary>
    [Id(0)]
    public UInt128 Hash { get; }

    /// <summary>Whether a client may give such a key: 1 to 255 characters of printable ASCII.</summary>
    public static bool IsWellFormed(string text) =>
        text.Length is > 0 and <= LongestText && !text.AsSpan().ContainsAnyExceptInRange(' ', '~');

    /// <summary>The hash of a well-formed key.</summary>
    public static IdempotencyKey Of(string text, SessionId session)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        // The id has a fixed length: no other pair of id and key has the same bytes.
        SHA256.HashData(Encoding.ASCII.GetBytes(Domain + session.Value + text), hash);
        return new IdempotencyKey(BinaryPrimitives.ReadUInt128BigEndian(hash));
    }

    /// <summary>Without the hash: clients choose keys that are easily guessed.</summary>
    public override string ToString() => nameof(IdempotencyKey);
}
