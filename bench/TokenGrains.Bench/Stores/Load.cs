using System.Diagnostics;
using Orleans.Storage;

namespace TokenGrains.Bench.Stores;

/// <summary>What a number of writers achieved.</summary>
internal sealed record Measured(double PerSecond, double P50, double P99);

/// <summary>Writers that each write their rows in turn, the next write when the last is answered.</summary>
internal static class Load
{
    public const int Rows = 4096;

    public static Row[] CreateRows() => [.. Enumerable.Range(0, Rows).Select(i => new Row(GrainId.Create("session", $"s~{i:x8}")))];

    public static Task WriteEachAsync(IGrainStorage storage, Row[] rows) =>
        Parallel.ForEachAsync(rows, new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (row, _) => await storage.WriteStateAsync("session", row.Id, row));

    public static Task<Measured> WritesAsync(IGrainStorage storage, Row[] rows, int callers, TimeSpan duration) => RunAsync(rows, callers, duration, row =>
    {
        row.State!.Generation++;
        return storage.WriteStateAsync("session", row.Id, row);
    });

    public static Task<Measured> ReadsAsync(IGrainStorage storage, Row[] rows, int callers, TimeSpan duration) =>
        RunAsync(rows, callers, duration, row => storage.ReadStateAsync("session", row.Id, row));

    private static async Task<Measured> RunAsync(Row[] rows, int callers, TimeSpan duration, Func<Row, Task> act)
    {
        var started = Stopwatch.GetTimestamp();
        var latencies = await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            var own = new List<double>();
            for (var i = caller; Stopwatch.GetElapsedTime(started) < duration; i = (i + callers) % rows.Length)
            {
                var begun = Stopwatch.GetTimestamp();
                await act(rows[i]);
                own.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            }

            return own;
        })));

        var elapsed = Stopwatch.GetElapsedTime(started).TotalSeconds;
        double[] sorted = [.. latencies.SelectMany(own => own).Order()];
        return new Measured(sorted.Length / elapsed, sorted[sorted.Length / 2], sorted[(int)(sorted.Length * 0.99)]);
    }
}
