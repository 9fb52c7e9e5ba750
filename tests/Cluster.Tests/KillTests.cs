using TokenGrains.Cluster.Tests.Histories;
using TokenGrains.Cluster.Tests.Load;
using TokenGrains.Cluster.Tests.Processes;
using Xunit.Abstractions;

namespace TokenGrains.Cluster.Tests;

/// <summary>
/// Kills the host under load again and again, and then asks about everything that it had acknowledged.
/// <c>TOKENGRAINS_KILL_ROUNDS</c> sets the number of kills (4), <c>TOKENGRAINS_KILL_SEED</c> what is drawn by chance (1).
/// SIGKILL leaves the page cache of the operating system: a power cut is not tested.
/// </summary>
public sealed class KillTests(ITestOutputHelper test)
{
    private const int FewestBeforeKill = 100;
    private const int SpreadOfKill = 500;
    private const int OldAccountsPerAudit = 40;
    private const int ShownViolations = 20;

    private static readonly int Rounds = (int)TestSettings.Read("TOKENGRAINS_KILL_ROUNDS", 4);
    private static readonly ulong Seed = TestSettings.Read("TOKENGRAINS_KILL_SEED", 1);

    [Fact]
    public async Task Everything_acknowledged_survives_SIGKILL()
    {
        using var folder = new HostFolder();
        var trial = new Trial(folder, test, Seed);
        var firstUnexamined = 0;
        for (var round = 0; round < Rounds; round++)
        {
            await trial.WithHost(async (host, client) =>
            {
                firstUnexamined = await ExamineSome(trial, client, firstUnexamined);
                await trial.LoadAndKill(host, client, FewestBeforeKill + trial.Chance.Below(SpreadOfKill));
            });
            AssertNoViolation(trial);
        }

        await trial.WithHost((_, client) => trial.Examine(client, trial.Population.From(0)));
        await trial.PresentSpent();
        AssertNoViolation(trial);
        test.WriteLine(trial.Describe());
        Assert.Equal(Rounds, trial.History.Deaths.Count);
    }

    [Fact]
    public async Task A_database_that_went_back_in_time_is_noticed()
    {
        using var folder = new HostFolder();
        var trial = new Trial(folder, test, Seed);
        var early = trial.Population.Add(trial.Chance);
        await trial.WithHost(async (host, client) =>
        {
            await SignUp(early, client);
            await trial.LoadAndKill(host, client, FewestBeforeKill);
        });
        folder.Save("earlier");
        await trial.WithHost(async (host, client) =>
        {
            // What the load does is chance; these two make sure that there is something of each kind to be noticed.
            await client.Blacklist(early, early.Sessions[^1].Refresh);
            await SignUp(trial.Population.Add(trial.Chance), client);
            await trial.LoadAndKill(host, client, SpreadOfKill);
        });
        folder.Restore("earlier");
        await trial.WithHost((_, client) => trial.Examine(client, trial.Population.From(0)));

        var broken = Checker.Check(trial.History).Select(violation => violation.Promise).ToHashSet();
        Assert.Superset(
            new HashSet<Promise>
            {
                Promise.RegistrationIsKept, Promise.SessionIsKept, Promise.OpaqueTokenIsKept, Promise.EndedSessionStaysOver,
            },
            broken);
    }

    /// <summary>An account with a session and an opaque token, which the load leaves alone.</summary>
    private static async Task SignUp(Account account, TokenClient client)
    {
        account.IsClosed = true;
        account.Keep(await client.Register(account));
        account.Exists = true;
        account.Keep(await client.SignIn(account));
    }

    /// <summary>All accounts of the last round, and some of those before.</summary>
    private static async Task<int> ExamineSome(Trial trial, TokenClient client, int firstUnexamined)
    {
        var unexamined = trial.Population.From(firstUnexamined);
        var old = trial.Population.From(0).Take(firstUnexamined).ToList();
        var some = Enumerable.Range(0, Math.Min(OldAccountsPerAudit, old.Count)).Select(_ => trial.Chance.Pick(old)).Distinct().ToList();
        await trial.Examine(client, unexamined);
        await trial.Examine(client, some, signsIn: false);
        return firstUnexamined + unexamined.Count;
    }

    private static void AssertNoViolation(Trial trial)
    {
        var violations = Checker.Check(trial.History);
        Assert.True(
            violations.Count == 0,
            $"{violations.Count} violations, {trial.Describe()}.{Environment.NewLine}{string.Join(Environment.NewLine, violations.Take(ShownViolations))}");
    }
}
