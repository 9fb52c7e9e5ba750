namespace TokenGrains.Bench.Http;

/// <summary>What a load found. Latencies in milliseconds.</summary>
internal sealed record LoadResult(long Count, double PerSecond, double P50, double P99)
{
    /// <summary>Out of the latencies of all requests.</summary>
    public static LoadResult Of(double[] latencies, TimeSpan took)
    {
        Array.Sort(latencies);
        return new LoadResult(latencies.Length, latencies.Length / took.TotalSeconds, latencies[latencies.Length / 2], latencies[(int)(latencies.Length * 0.99)]);
    }
}
