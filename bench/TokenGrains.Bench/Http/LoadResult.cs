namespace TokenGrains.Bench.Http;

/// <summary>What a load found. Latencies in milliseconds; not numbers where nobody looked at them.</summary>
internal sealed record LoadResult(long Count, double PerSecond, double P50, double P99)
{
    /// <summary>Several of them as one: all that was done in all of the time, and of the percentiles the middle ones.</summary>
    public static LoadResult Of(IReadOnlyList<LoadResult> turns)
    {
        var count = turns.Sum(turn => turn.Count);
        return new LoadResult(count, count / turns.Sum(turn => turn.Count / turn.PerSecond), Middle(turn => turn.P50), Middle(turn => turn.P99));

        double Middle(Func<LoadResult, double> percentile) => turns.Select(percentile).Order().ElementAt(turns.Count / 2);
    }

    /// <summary>Without a look at latencies.</summary>
    public static LoadResult Of(long count, TimeSpan took) => new(count, count / took.TotalSeconds, double.NaN, double.NaN);

    /// <summary>Out of the latencies of all requests.</summary>
    public static LoadResult Of(double[] latencies, TimeSpan took)
    {
        Array.Sort(latencies);
        return new LoadResult(latencies.Length, latencies.Length / took.TotalSeconds, latencies[latencies.Length / 2], latencies[(int)(latencies.Length * 0.99)]);
    }
}
