using System.Buffers.Binary;
using System.Text;

namespace TokenGrains.Storage.GroupCommit;

/// <summary>The identity of a row in the layout of Orleans' ADO.NET provider, so that either can read what the other wrote.</summary>
/// <remarks>
/// A guid key fills N0 and N1, an integer key N1; their extension, or else the whole string key, is the extension.
/// As there, a string key that parses as hex or as a guid is taken for a number: <c>612345678</c> and <c>0612345678</c> are one row,
/// so keys must start with a prefix that no number has (dotnet/orleans #9706).
/// </remarks>
internal sealed record RowKey(int IdHash, long N0, long N1, int TypeHash, string Type, string? Extension)
{
    /// <summary>The width of the text columns in every script of the stock layout.</summary>
    private const int MaximumText = 512;

    public static RowKey From(string stateName, GrainId grainId)
    {
        Require(stateName);
        // The stock provider rewrites the name of a generic class, which is what a state without a name of its own is called.
        if (stateName.Contains('`', StringComparison.Ordinal))
            throw new ArgumentException("Give the state a name of its own.", nameof(stateName));

        long n0 = 0, n1 = 0;
        byte[] number = [];
        if (grainId.TryGetGuidKey(out var guid, out var extension))
        {
            number = guid.ToByteArray();
            n0 = BinaryPrimitives.ReadInt64LittleEndian(number);
            n1 = BinaryPrimitives.ReadInt64LittleEndian(number.AsSpan(sizeof(long)));
        }
        else if (grainId.TryGetIntegerKey(out n1, out extension))
        {
            number = new byte[sizeof(long)];
            BinaryPrimitives.WriteInt64LittleEndian(number, n1);
        }
        else
        {
            n1 = 0;
            extension = grainId.Key.ToString();
        }

        if (extension is not null)
            Require(extension);
        // The layout hashes the bytes back to front.
        byte[] bytes = [.. number, .. Encoding.UTF8.GetBytes(extension ?? "")];
        Array.Reverse(bytes);
        return new RowKey(Hash(bytes), n0, n1, Hash(Encoding.UTF8.GetBytes(stateName)), stateName, extension);
    }

    private static int Hash(byte[] bytes) => unchecked((int)StableHash.ComputeHash(bytes));

    /// <summary>Refuses what an engine would refuse only in the middle of a batch, where it would fail the other writes too.</summary>
    private static void Require(string text)
    {
        if (text.Length > MaximumText || text.Contains('\0', StringComparison.Ordinal))
            throw new ArgumentException($"State names and grain keys have at most {MaximumText} characters and no NUL.");
    }
}
