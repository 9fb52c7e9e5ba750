using System.CommandLine;
using TokenGrains.Bench.Reports;
using TokenGrains.Bench.Services;
using TokenGrains.Storage.Tests;

namespace TokenGrains.Bench.Contest;

/// <summary>All operations: ours in each of its modes, the peers, and the limits of the machine, in turns.</summary>
internal static class CompareBench
{
    public const int ManyAccounts = 512;
    public const int FewAccounts = 64;

    private static readonly Contestant[] Peers = [Contestant.Django, Contestant.Identity, Contestant.OpenIddict, Contestant.BetterAuth];

    /// <summary>Ours in each of its modes, and the peers. First the one that is compared with limits.</summary>
    public static readonly IReadOnlyList<Contestant> All =
        [Contestant.Embedded, Contestant.Sqlite, Contestant.CoHosted, Contestant.Silos(1), Contestant.Silos(2), Contestant.Silos(3), .. Peers];

    /// <summary>One mode of ours, and the peers.</summary>
    public static readonly IReadOnlyList<Contestant> Few = [Contestant.Embedded, .. Peers];

    private static readonly Option<string?> Only = new("--only") { Description = "Contestants whose names contain this." };

    public static Command Command { get; } = Create();

    private static Command Create()
    {
        var command = new Command("compare", "Register, sign in, refresh, use tokens and log out: TokenGrains in each mode, Django, Identity, OpenIddict, better-auth, and the machine's limits.")
        {
            Settings.Rounds, Settings.Seconds, Settings.Quick, Only, Settings.Report,
        };
        command.SetAction(async result =>
        {
            var (duration, quick) = (Settings.DurationOf(result), result.GetValue(Settings.Quick));
            var contestants = (quick ? Few : All).Where(one => one.Name.Contains(result.GetValue(Only) ?? "", StringComparison.OrdinalIgnoreCase));
            var report = new Report(await Run(Settings.RoundsOf(result), duration, quick ? FewAccounts : ManyAccounts, [.. contestants]), duration, []);
            report.Print();
            if (result.GetValue(Settings.Report) is { } path)
                await report.Write(path);
            return report.IsVoid ? 1 : 0;
        });
        return command;
    }

    /// <param name="rounds">How often.</param>
    /// <param name="duration">How long an operation is measured.</param>
    /// <param name="accounts">How many accounts log out.</param>
    /// <param name="contestants">Who takes part.</param>
    public static async Task<Results> Run(int rounds, TimeSpan duration, int accounts, IReadOnlyList<Contestant> contestants)
    {
        var results = new Results();
        await using var server = await PostgreSqlServer.StartAsync();
        for (var round = 1; round <= rounds; round++)
        {
            // The machine has other guests: what is compared with a limit has it before and behind it.
            await MeasureLimits(results, round, server, duration);
            await Take(contestants[0], round);
            await MeasureLimits(results, round, server, duration);
            foreach (var contestant in contestants.Skip(1))
                await Take(contestant, round);
        }

        return results;

        async Task Take(Contestant contestant, int round)
        {
            Console.WriteLine($"round {round} of {rounds}: {contestant.Name}");
            try
            {
                results.Add(contestant.Name, round,
                [
                    .. await Measure(contestant, hashesCheaply: false, trial => trial.WithPasswords()),
                    .. await Measure(contestant, hashesCheaply: true, trial => trial.WithTokens(accounts)),
                ]);
            }
            catch (Exception wrong) when (Part.MakesVoid(wrong))
            {
                results.AddVoid(contestant.Name, round, wrong.Message);
            }
        }

        async Task<IReadOnlyList<Outcome>> Measure(Contestant contestant, bool hashesCheaply, Func<Trial, Task<IReadOnlyList<Outcome>>> measure)
        {
            using var folder = new TemporaryFolder();
            var processes = await contestant.Start(await Surroundings.Create(server, folder, hashesCheaply));
            try
            {
                using var trial = new Trial(contestant, processes, duration);
                return await measure(trial);
            }
            finally
            {
                foreach (var process in processes)
                    await process.DisposeAsync();
            }
        }
    }

    private static async Task MeasureLimits(Results results, int round, PostgreSqlServer server, TimeSpan duration)
    {
        Console.WriteLine($"round {round}: limits");
        using var folder = new TemporaryFolder();
        var room = await Surroundings.Create(server, folder, hashesCheaply: false);
        await Add(Limits.Upserts, () => Limits.UpsertsPerSecond(room, duration));
        await Add(Limits.Hashes, () => Task.FromResult(Limits.HashesPerSecond(duration)));
        await Add(Limits.Signatures, () => Task.FromResult(Limits.SignaturesPerSecond(duration)));
        await Add(Limits.Gets, () => Limits.GetsPerSecond(duration));
        await Add(Limits.Refreshes, () => Limits.RefreshesPerSecond(duration));

        async Task Add(string limit, Func<Task<double>> measure)
        {
            try
            {
                results.AddLimit(limit, round, await measure());
            }
            catch (InvalidOperationException wrong)
            {
                results.AddLimit(limit, round, double.NaN);
                results.AddVoid(limit, round, wrong.Message);
            }
        }
    }
}
