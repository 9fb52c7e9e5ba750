using TokenGrains.Storage.GroupCommit;

namespace TokenGrains.Storage.PostgreSql;

/// <summary>One order for all: two silos that lock the same rows must not meet crosswise.</summary>
internal sealed class RowKeyOrder : IComparer<RowKey>
{
    public static RowKeyOrder Instance { get; } = new();

    public int Compare(RowKey? x, RowKey? y)
    {
        if (x is null || y is null)
            return (x is null ? 0 : 1) - (y is null ? 0 : 1);
        var order = x.IdHash.CompareTo(y.IdHash);
        if (order == 0)
            order = x.TypeHash.CompareTo(y.TypeHash);
        if (order == 0)
            order = x.N0.CompareTo(y.N0);
        if (order == 0)
            order = x.N1.CompareTo(y.N1);
        if (order == 0)
            order = string.CompareOrdinal(x.Type, y.Type);
        return order == 0 ? string.CompareOrdinal(x.Extension, y.Extension) : order;
    }
}
