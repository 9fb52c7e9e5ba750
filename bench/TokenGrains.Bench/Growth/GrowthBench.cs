using System.CommandLine;
using System.Globalization;
using TokenGrains.Bench.Http;

namespace TokenGrains.Bench.Growth;

/// <summary>Whether refreshes slow down as sessions gather in storage: a cluster for each size, measured in turns.</summary>
internal static class GrowthBench
{
    public static readonly int[] Counts = [1_000, 100_000, 1_000_000];
    public static readonly int[] SmallCounts = [1_000, 10_000];

    private const int TurnsOfRound = 3;

    public static Command Command { get; } = Settings.Repeating("growth", "Refreshes at 1,000, 100,000 and 1,000,000 sessions in PostgreSQL.", async (rounds, duration) =>
        (await Run(rounds, duration, Counts)).Print());

    /// <returns>Refreshes a second and their 99th percentiles at each count.</returns>
    public static async Task<Part> Run(int rounds, TimeSpan duration, IReadOnlyList<int> counts)
    {
        var sizes = new List<GrownCluster>();
        try
        {
            foreach (var count in counts)
                sizes.Add(await GrownCluster.Start(count, duration));

            var measured = sizes.Select(_ => new List<LoadResult>()).ToList();
            for (var round = 0; round < rounds; round++)
            {
                var turns = sizes.Select(_ => new List<LoadResult>()).ToList();
                for (var turn = 0; turn < TurnsOfRound; turn++)
                {
                    foreach (var (index, size) in sizes.Index())
                        turns[index].Add(await size.Refresh(duration));
                }

                foreach (var (index, results) in turns.Index())
                    measured[index].Add(LoadResult.Of(results));
            }

            List<Series> perSecond = [.. counts.Select((count, index) => new Series($"refresh at {Text(count)}", "/s", [.. measured[index].Select(result => result.PerSecond)]))];
            return new Part(
                "Refreshes as sessions gather in PostgreSQL",
                [.. perSecond, .. counts.Select((count, index) => new Series($"refresh at {Text(count)}, p99", "ms", [.. measured[index].Select(result => result.P99)]))],
                [new Goal(perSecond[^1].Over(perSecond[0]), 0.9)]);
        }
        finally
        {
            foreach (var size in sizes)
                await size.DisposeAsync();
        }

        static string Text(int count) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} sessions");
    }
}
