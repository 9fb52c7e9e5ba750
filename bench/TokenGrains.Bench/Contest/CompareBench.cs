using System.CommandLine;
using Spectre.Console;
using TokenGrains.Bench.Services;
using TokenGrains.Storage.Tests;

namespace TokenGrains.Bench.Contest;

/// <summary>All operations: ours in each of its modes, the peers, and the limits of the machine, in turns.</summary>
internal static class CompareBench
{
    private static readonly Contestant[] Ours =
        [Contestant.Sqlite, Contestant.Embedded, Contestant.CoHosted, Contestant.Silos(1), Contestant.Silos(2), Contestant.Silos(3)];

    private static readonly Contestant[] Peers = [Contestant.Django, Contestant.Identity, Contestant.OpenIddict];

    private static readonly Option<bool> Quick = new("--quick") { Description = "One short round of one mode and each peer: to see that everything works." };

    private static readonly Option<string?> Only = new("--only") { Description = "Contestants whose names contain this." };

    private static readonly Option<string?> Report = new("--report") { Description = "Where to write the report (Markdown), and beside it the results (JSON)." };

    public static Command Command { get; } = Create();

    private static Command Create()
    {
        var command = new Command("compare", "Register, sign in, refresh and use tokens: TokenGrains in each mode, Django, Identity, OpenIddict, and the machine's limits.")
        {
            Settings.Rounds, Settings.Seconds, Quick, Only, Report,
        };
        command.SetAction(async result =>
        {
            var quick = result.GetValue(Quick);
            var results = await Run(
                quick ? 1 : result.GetValue(Settings.Rounds),
                TimeSpan.FromSeconds(quick ? 2 : result.GetValue(Settings.Seconds)),
                [.. (quick ? [Contestant.Embedded, .. Peers] : Ours.Concat(Peers)).Where(one => one.Name.Contains(result.GetValue(Only) ?? "", StringComparison.OrdinalIgnoreCase))]);
            results.Print();
            if (result.GetValue(Report) is { } path)
                await results.Write(path);
        });
        return command;
    }

    private static async Task<Results> Run(int rounds, TimeSpan duration, IReadOnlyList<Contestant> contestants)
    {
        var results = new Results(duration);
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
                    catch (InvalidOperationException wrong)
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
