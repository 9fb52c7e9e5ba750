using TokenGrains.Importing;

namespace TokenGrains.Cli.Django;

/// <summary>How many rows of one kind became what. Batches end in parallel.</summary>
internal sealed class ImportCount
{
    private long _added;
    private long _updated;
    private long _unchanged;
    private long _kept;
    private long _refused;

    public long Added => Interlocked.Read(ref _added);

    public long Updated => Interlocked.Read(ref _updated);

    public long Unchanged => Interlocked.Read(ref _unchanged);

    public long Kept => Interlocked.Read(ref _kept);

    public long Refused => Interlocked.Read(ref _refused);

    public long All => Added + Updated + Unchanged + Kept + Refused;

    public void Add(ImportResult result) => Interlocked.Increment(ref Place(result));

    private ref long Place(ImportResult result)
    {
        switch (result)
        {
            case ImportResult.Added: return ref _added;
            case ImportResult.Updated: return ref _updated;
            case ImportResult.Unchanged: return ref _unchanged;
            case ImportResult.Kept: return ref _kept;
            default: return ref _refused;
        }
    }
}
