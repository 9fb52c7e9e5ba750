using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace TokenGrains.Tokens;

/// <summary>An authtoken key of Django REST framework as it is presented; it holds a hash of the key, not the key.</summary>
/// <remarks>Shape of the text: 40 characters of lower-case hexadecimal. Nothing in it tells a real key from a guessed one.</remarks>
[GenerateSerializer, Immutable, Alias("tokengrains.ImportedToken")]
public sealed class ImportedToken
{
    private const int TextLength = 40;

    private static readonly SearchValues<char> Alphabet = SearchValues.Create("0123456789abcdef");

    private ImportedToken(ImmutableArray<byte> hash) => Hash = hash;

    /// <summary>SHA-256 of the 40 characters: what the owner's grain keeps of the key.</summary>
    [Id(0)]
    public ImmutableArray<byte> Hash { get; }

    /// <summary>The first 8 bytes of the hash, big-endian: what the key is looked up by.</summary>
    public ulong Prefix => ReadPrefix(Hash);

    /// <summary>Reads a key; false unless it is as Django writes them.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out ImportedToken? token)
    {
        var valid = text.Length == TextLength && !text.AsSpan().ContainsAnyExcept(Alphabet);
        token = valid ? new ImportedToken([.. SHA256.HashData(Encoding.ASCII.GetBytes(text))]) : null;
        return valid;
    }

    /// <summary>What a key with that SHA-256 is looked up by.</summary>
    public static ulong ReadPrefix(ImmutableArray<byte> hash) => BinaryPrimitives.ReadUInt64BigEndian(hash.AsSpan());
}
