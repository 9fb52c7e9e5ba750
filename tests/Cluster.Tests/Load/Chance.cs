namespace TokenGrains.Cluster.Tests.Load;

/// <summary>Chance that comes out the same for the same seed: SplitMix64. Not for secrets.</summary>
internal sealed class Chance(ulong seed)
{
    private ulong _state = seed;

    /// <summary>0 to <paramref name="limit"/>, exclusive.</summary>
    public int Below(int limit) => (int)(Next() % (ulong)limit);

    /// <summary>True once in <paramref name="times"/>.</summary>
    public bool OnceIn(int times) => Below(times) == 0;

    public T Pick<T>(IReadOnlyList<T> from) => from[Below(from.Count)];

    /// <summary>A chance of its own, for another thread.</summary>
    public Chance Branch() => new(Next());

    public ulong Next()
    {
        var mixed = _state += 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
