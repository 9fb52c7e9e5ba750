using System.Net;
using TokenGrains.Cluster.Tests.Histories;
using TokenGrains.Cluster.Tests.Load;
using TokenGrains.Cluster.Tests.Processes;
using Xunit.Abstractions;

namespace TokenGrains.Cluster.Tests;

/// <summary>SIGTERM, as an orchestrator sends it.</summary>
public sealed class StopTests(ITestOutputHelper test)
{
    private const int AcknowledgedBefore = 200;
    private const int HeldAccounts = 5;

    /// <summary>
    /// Held requests are those that the host has certainly taken when it is asked to stop. Workers go on meanwhile, and whatever
    /// they still get an answer to must be a good one; a request that meets the closing of its connection is not the host's.
    /// </summary>
    [Fact]
    public async Task A_clean_stop_loses_nothing_and_fails_no_request()
    {
        using var folder = new HostFolder();
        var trial = new Trial(folder, test, seed: 2);
        var gate = new Gate(HeldAccounts * HeldRequests(null!, null!, null!).Length);
        Entry[] held = [];
        await trial.WithHost(async (host, client) =>
        {
            var accounts = Enumerable.Range(0, HeldAccounts).Select(_ => trial.Population.Add(trial.Chance)).ToList();
            await trial.Examine(client, accounts);
            // Theirs alone, so that no worker's refresh or end of a session explains a refusal.
            accounts.ForEach(account => account.IsClosed = true);

            using var holding = trial.ConnectThrough(gate, host);
            var sending = Task.WhenAll(accounts.SelectMany(account => HeldRequests(holding, account, trial)).Select(send => send()));
            await Task.WhenAny(gate.Full, sending).WaitAsync(TimeSpan.FromMinutes(1));
            Assert.Equal(0, await trial.LoadAndStop(host, client, AcknowledgedBefore, gate));
            held = await sending;
        });

        Assert.All(held, answer => Assert.Equal(Verdict.Ok, answer.Verdict));
        Assert.DoesNotContain(trial.History.Entries, answer => answer.Status >= 500);
        await trial.WithHost((_, client) => trial.Examine(client, trial.Population.From(0)));
        Assert.Empty(Checker.Check(trial.History));
        test.WriteLine(trial.Describe());
        foreach (var lost in trial.History.Entries.Where(entry => entry.Verdict is Verdict.Unknown).GroupBy(entry => entry.Detail))
            test.WriteLine($"{lost.Count()} requests of the workers: {lost.Key}");
    }

    [Fact]
    public async Task While_it_drains_it_is_not_ready_but_answers_and_closes()
    {
        using var folder = new HostFolder();
        await using var host = await HostProcess.Start(folder, test, "--Server:DrainPeriod=00:00:05");
        using var http = new HttpClient { BaseAddress = host.Address };
        Assert.Equal(HttpStatusCode.OK, await Readiness.Ask(http));

        host.AskToStop();
        await host.UntilWritten("Application is shutting down");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await Readiness.Ask(http));
        // On a connection of its own, as every one is from now on.
        using var answer = await http.GetAsync("/hello/");
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.True(answer.Headers.ConnectionClose);
        Assert.Equal(0, await host.UntilExit());
    }

    private static Func<Task<Entry>>[] HeldRequests(TokenClient client, Account account, Trial trial) =>
    [
        async () =>
        {
            var registered = trial.Population.Add(trial.Chance);
            var answer = await client.Register(registered);
            registered.Keep(answer);
            registered.Exists = true;
            return answer;
        },
        async () =>
        {
            var answer = await client.SignIn(account);
            account.Keep(answer);
            return answer;
        },
        () => client.ObtainOpaque(account),
        async () =>
        {
            var session = account.Sessions[0];
            var answer = await client.Refresh(account, session.Refresh);
            session.Keep(answer);
            return answer;
        },
        () => client.Blacklist(account, account.Sessions[1].Refresh),
    ];
}
