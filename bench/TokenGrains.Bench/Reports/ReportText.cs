using System.Globalization;
using TokenGrains.Bench.Contest;

namespace TokenGrains.Bench.Reports;

/// <summary>The report in Markdown: what was measured, on what, and how it compares.</summary>
internal static class ReportText
{
    /// <param name="report">What to tell.</param>
    /// <param name="name">The report's file, without its extension: what lies beside it is called the same.</param>
    public static string Of(Report report, string name)
    {
        var (results, seconds) = (report.Contest, $"{report.Duration.TotalSeconds:G3}");
        var command = report.Parts.Count > 0 ? "bench/run" : "bench/run compare";
        List<string> text =
        [
            $"""
            # Benchmarks

            {TimeProvider.System.GetUtcNow():yyyy-MM-dd}, {Machine.Description}.
            The load generator, PostgreSQL (fsync on) and the services share these cores. Rounds: {results.Rounds}; in each every contestant is started anew on an
            empty database, warmed up, and measured in turns of one second, {seconds} for each operation, and twice as many where something is
            compared with a limit of the machine, which then has its turns between the others. Of a percentile the median of the turns counts. What is printed is
            the median of the rounds, with the smallest and the largest; ± is half the way from the one to the other.
            Log out and revoke all (four sessions an account, two of them still alive) are counts instead of times.
            TokenGrains signs access tokens with ES256 by itself; as "HS256" it has a key of Django's and signs as SimpleJWT does, and as Django here does.
            Passwords are hashed as each service does by itself to register and to sign in, and as cheaply as it can for all else.
            Compare the ratios: each is taken within its round. Every answer was checked; one wrong answer makes a run void.

            To repeat it: `{command} --rounds {results.Rounds} --seconds {seconds} --report docs/{name}.md` (`bench/run --help` knows more).
            The results of every round lie in [{name}.json]({name}.json), what the peers are in [bench/peers](../bench/peers/README.md), where our own time goes in [performance.md](performance.md).

            ## What it must show

            | | wanted | reached | rounds |
            | --- | ---: | ---: | --- |
            """,
            .. report.Goals.Select(goal => $"| {goal.Ratio.Name} | {goal.WantedText} | {Series.Text(goal.Ratio.Median)}{(goal.IsReached ? "" : " (missed)")} | {goal.Ratio.Spread} |"),
            .. report.Voids.Select(wrong => $"\n**{wrong}**"),
            .. Table(results, "Requests a second", (contestant, operation) => results.Find(contestant, operation), "N0"),
            "",
            .. report.Charts.Select(chart => $"![{chart.Title}]({name}/{chart.FileName})"),
            .. Table(results, "99th percentile, ms", (contestant, operation) => results.Find(contestant, operation, "ms", static outcome => outcome.Load.P99), "N1"),
            .. Table(results, "Processor time of the service's own processes, µs a request (of peers with workers it is not known)", (contestant, operation) =>
                results.Find(contestant, operation, "µs", static outcome => outcome.ProcessorTime), "N0"),
            .. Table("Limits of the machine, and how near the generator came to its own", results.Limits.Concat(results.GeneratorShares())),
            .. report.Parts.SelectMany(part => Table(part.Title, part.Measured)),
        ];
        return string.Join('\n', text) + "\n";
    }

    private static IEnumerable<string> Table(Results results, string title, Func<string, string, Series?> find, string format) =>
    [
        $"\n## {title}\n",
        $"| | {string.Join(" | ", results.Operations)} |",
        $"| --- | {string.Join(" | ", results.Operations.Select(_ => "---:"))} |",
        .. results.Contestants.Select(contestant => $"| {contestant} | {string.Join(" | ", results.Operations.Select(operation =>
            find(contestant, operation) is { Median: not 0 } found ? $"{found.Median.ToString(format, CultureInfo.InvariantCulture)} ±{found.Uncertainty:P0}" : ""))} |"),
    ];

    private static IEnumerable<string> Table(string title, IEnumerable<Series> measured) =>
        [$"\n## {title}\n", "| | median | | rounds |", "| --- | ---: | --- | --- |", .. measured.Select(one => $"| {one.Name} | {Series.Text(one.Median)} | {one.Unit} | {one.Spread} |")];
}
