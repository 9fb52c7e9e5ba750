using System.CommandLine;
using System.Diagnostics;
using TokenGrains.Bench.Reports;
using TokenGrains.Bench.Services;
using TokenGrains.Storage.Tests;

namespace TokenGrains.Bench.Contest;

/// <summary>All operations: ours in each of its modes, the peers, and the limits of the machine, in turns.</summary>
internal static class CompareBench
{
    public const int ManyAccounts = 128;
    public const int FewAccounts = 48;

    private static readonly Contestant[] Peers = [Contestant.Django, Contestant.Identity, Contestant.OpenIddict, Contestant.BetterAuth];

    /// <summary>Ours in each of its modes, and the peers.</summary>
    public static readonly IReadOnlyList<Contestant> All =
        [Contestant.Embedded, Contestant.Hs256, .. Peers, Contestant.Sqlite, Contestant.CoHosted, Contestant.Silos(1), Contestant.Silos(2), Contestant.Silos(3)];

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
    /// <param name="accounts">How many accounts of ours log out; of a peer, few.</param>
    /// <param name="contestants">Who takes part.</param>
    public static async Task<Results> Run(int rounds, TimeSpan duration, int accounts, IReadOnlyList<Contestant> contestants)
    {
        var (results, started) = (new Results(), Stopwatch.GetTimestamp());
        await using var server = await PostgreSqlServer.StartAsync();
        for (var round = 1; round <= rounds; round++)
        {
            foreach (var contestant in contestants)
                await Take(contestant, round);
        }

        return results;

        async Task Take(Contestant contestant, int round)
        {
            Console.WriteLine($"{Stopwatch.GetElapsedTime(started):hh\\:mm\\:ss}, round {round} of {rounds}: {contestant.Name}");
            try
            {
                results.Add(contestant.Name, round,
                [
                    .. contestant.HasPasswords ? await Measure(contestant, hashesCheaply: false, trial => trial.WithPasswords()) : [],
                    .. await Measure(contestant, hashesCheaply: true, trial => trial.WithTokens(Peers.Contains(contestant) ? FewAccounts : accounts)),
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
            var room = await Surroundings.Create(server, folder, hashesCheaply);
            var processes = await contestant.Start(room);
            try
            {
                using var trial = new Trial(contestant, room, processes, duration);
                return await measure(trial);
            }
            finally
            {
                foreach (var process in processes)
                    await process.DisposeAsync();
            }
        }
    }
}
