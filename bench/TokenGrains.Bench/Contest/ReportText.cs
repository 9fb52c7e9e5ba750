using System.Globalization;
using System.Runtime.InteropServices;

namespace TokenGrains.Bench.Contest;

/// <summary>The report in Markdown: what was measured, on what, and how it compares.</summary>
internal static class ReportText
{
    public static string Of(Results results, TimeSpan duration)
    {
        var text = new List<string>();
        text.Add($"""
            # Benchmarks

            {TimeProvider.System.GetUtcNow():yyyy-MM-dd}, {Environment.ProcessorCount} cores ({Processor()}), {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}.
            The load generator, PostgreSQL (fsync on) and the services share these cores. {results.Rounds} rounds, in each every contestant is started anew on an
            empty database and measured for {duration.TotalSeconds:G3} s per operation; what is printed is the median of the rounds, with the smallest and the largest.
            Compare the ratios: each is taken within its round. Every answer was checked; one wrong answer makes a run void.

            To repeat it: `bench/run compare --rounds {results.Rounds} --seconds {duration.TotalSeconds:G3} --report docs/benchmarks.md` (`bench/run --help` knows more).
            The results of every round lie in [benchmarks.json](benchmarks.json), what the peers are in [bench/peers](../bench/peers/README.md).

            ## Ratios

            | | wanted | reached | rounds |
            | --- | ---: | ---: | --- |
            """);
        foreach (var (ratio, wanted) in results.Ratios())
            text.Add($"| {ratio.Name} | {wanted:G} | {ratio.Median:G3} | {ratio.Spread} |");

        text.AddRange(results.Voids.Select(one => $"\n{one}"));
        Table(text, results, "Requests a second", static (results, contestant, operation) => results.Find(contestant, operation), "N0");
        Table(text, results, "99th percentile, ms", static (results, contestant, operation) => results.Find(contestant, operation, "ms", static outcome => outcome.Load.P99), "N1");
        Table(text, results, "Processor time of the service's own processes, µs a request (peers with workers: of their first process only)", static (results, contestant, operation) =>
            results.Find(contestant, operation, "µs", static outcome => outcome.ProcessorTime), "N0");

        text.Add("\n## Limits of the machine\n\n| | a second | rounds |\n| --- | ---: | --- |");
        foreach (var limit in results.Limits)
            text.Add($"| {limit.Name} | {limit.Median:N0} | {limit.Spread} |");
        return string.Join('\n', text) + "\n";
    }

    private static void Table(List<string> text, Results results, string title, Func<Results, string, string, Series?> find, string format)
    {
        text.Add($"\n## {title}\n");
        text.Add($"| | {string.Join(" | ", results.Operations)} |");
        text.Add($"| --- | {string.Join(" | ", results.Operations.Select(_ => "---:"))} |");
        foreach (var contestant in results.Contestants)
        {
            text.Add($"| {contestant} | {string.Join(" | ", results.Operations.Select(operation =>
                find(results, contestant, operation)?.Median.ToString(format, CultureInfo.InvariantCulture) ?? ""))} |");
        }
    }

    private static string Processor() => File.Exists("/proc/cpuinfo")
        ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(": ")[1] ?? RuntimeInformation.ProcessArchitecture.ToString()
        : RuntimeInformation.ProcessArchitecture.ToString();
}
