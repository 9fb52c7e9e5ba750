using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using TokenGrains.Revocations;

namespace TokenGrains.ApiHost.Revocations.ForOthers;

/// <summary>How far somebody has read the revocation feed: a position in each shard. Any host goes on from it.</summary>
/// <remarks>Shape: as many decimal numbers as there are shards, with dots between them. To readers it is a text without meaning.</remarks>
internal sealed class FeedCursor
{
    private readonly long[] _positions;

    private FeedCursor(long[] positions) => _positions = positions;

    /// <summary>Before all that is kept.</summary>
    public static FeedCursor Start { get; } = new(new long[RevocationShards.Count]);

    public long this[int shard] => _positions[shard];

    /// <summary>The cursor with these positions.</summary>
    public static FeedCursor At(IEnumerable<long> positions) => new([.. positions]);

    /// <summary>Reads a cursor; false unless it is one that <see cref="ToString"/> may have written.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out FeedCursor? cursor)
    {
        var parts = text.Split('.');
        var positions = new long[RevocationShards.Count];
        var isCursor = parts.Length == positions.Length;
        for (var shard = 0; shard < positions.Length && isCursor; shard++)
            isCursor = long.TryParse(parts[shard], NumberStyles.None, CultureInfo.InvariantCulture, out positions[shard]);
        cursor = isCursor ? new FeedCursor(positions) : null;
        return isCursor;
    }

    public override string ToString() => string.Join('.', _positions);
}
