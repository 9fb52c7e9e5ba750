using System.CommandLine;
using Spectre.Console;
using TokenGrains.Bench.Reports;
using TokenGrains.Bench.Services;
using TokenGrains.Storage.Tests;

namespace TokenGrains.Bench.Contest;

/// <summary>All operations: ours in each of its modes, the peers, and the limits of the machine, in turns.</summary>
internal static class CompareBench
{
    private static readonly Contestant[] Peers = [Contestant.Django, Contestant.Identity, Contestant.OpenIddict];

    /// <summary>Ours in each of its modes, and the peers.</summary>
    public static readonly IReadOnlyList<Contestant> All =
        [Contestant.Sqlite, Contestant.Embedded, Contestant.CoHosted, Contestant.Silos(1), Contestant.Silos(2), Contestant.Silos(3), .. Peers];

    /// <summary>One mode of ours, and the peers.</summary>
    public static readonly IReadOnlyList<Contestant> Few = [Contestant.Embedded, .. Peers];

    private static readonly Option<string?> Only = new("--only") { Description = "Contestants whose names contain this." };

    public static Command Command { get; } = Create();

    private static Command Create()
    {
        var command = new Command("compare", "Register, sign in, refresh and use tokens: TokenGrains in each mode, Django, Identity, OpenIddict, and the machine's limits.")
        {
            Settings.Rounds, Settings.Seconds, Settings.Quick, Only, Settings.Report,
        };
        command.SetAction(async result =>
        {
            var duration = Settings.DurationOf(result);
            var contestants = (result.GetValue(Settings.Quick) ? Few : All).Where(one => one.Name.Contains(result.GetValue(Only) ?? "", StringComparison.OrdinalIgnoreCase));
            var report = new Report(await Run(Settings.RoundsOf(result), duration, [.. contestants]), duration, []);
            report.Print();
            if (result.GetValue(Settings.Report) is { } path)
                await report.Write(path);
            return report.IsVoid ? 1 : 0;
        });
        return command;
    }

    public static async Task<Results> Run(int rounds, TimeSpan duration, IReadOnlyList<Contestant> contestants)
    {
        var results = new Results();
        await using var server = await PostgreSqlServer.StartAsync();
        for (var round = 1; round <= rounds; round++)
        {
            await Measure("limits", async room =>
            {
                results.AddLimit(Limits.Upserts, await Limits.UpsertsPerSecond(room, duration));
                results.AddLimit(Limits.Hashes, Limits.HashesPerSecond(duration));
                results.AddLimit(Limits.Signatures, Limits.SignaturesPerSecond(duration));
            });
            foreach (var contestant in contestants)
            {
                await Measure(contestant.Name, async room =>
                {
                    var processes = await contestant.Start(room);
                    try
                    {
                        using var trial = new Trial(contestant, processes, duration);
                        results.Add(contestant.Name, round, await trial.Run());
                    }
                    catch (Exception wrong) when (wrong is InvalidOperationException or HttpRequestException)
                    {
                        results.AddVoid(contestant.Name, round, wrong.Message);
                    }
                    finally
                    {
                        foreach (var process in processes)
                            await process.DisposeAsync();
                    }
                });
            }

            async Task Measure(string name, Func<Surroundings, Task> measure)
            {
                AnsiConsole.WriteLine($"round {round} of {rounds}: {name}");
                using var folder = new TemporaryFolder();
                await measure(await Surroundings.Create(server, folder));
            }
        }

        return results;
    }
}
