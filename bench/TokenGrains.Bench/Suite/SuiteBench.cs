using System.CommandLine;
using TokenGrains.Bench.Contest;
using TokenGrains.Bench.Growth;
using TokenGrains.Bench.Reports;
using TokenGrains.Bench.Saturation;
using TokenGrains.Bench.Sizes;

namespace TokenGrains.Bench.Suite;

/// <summary>What is run without a subcommand: all that the report tells, in one run.</summary>
internal static class SuiteBench
{
    /// <summary>Makes the root command do it.</summary>
    public static void AddTo(RootCommand root)
    {
        Option[] options = [Settings.Rounds, Settings.Seconds, Settings.Quick, Settings.Report];
        foreach (var option in options)
            root.Options.Add(option);
        root.SetAction(async result =>
        {
            var quick = result.GetValue(Settings.Quick);
            var report = await Run(Settings.RoundsOf(result), Settings.DurationOf(result), quick);
            report.Print();
            if (result.GetValue(Settings.Report) is { } path)
                await report.Write(path);
            return report.IsVoid ? 1 : 0;
        });
    }

    private static async Task<Report> Run(int rounds, TimeSpan duration, bool quick)
    {
        var contest = await CompareBench.Run(
            rounds, duration, quick ? CompareBench.FewAccounts : CompareBench.ManyAccounts, quick ? CompareBench.Few : CompareBench.All);
        return new Report(contest, duration,
        [
            await Part.Run("Growth", () => GrowthBench.Run(rounds, duration, quick ? GrowthBench.SmallCounts : GrowthBench.Counts)),
            await Part.Run("Saturation", () => SaturationBench.Run(rounds, duration)),
            await Part.Run("Sizes", () => SizesBench.Run(rounds, quick ? SizesBench.Few : SizesBench.Many)),
        ]);
    }
}
