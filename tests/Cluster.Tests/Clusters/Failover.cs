using TokenGrains.Cluster.Tests.Histories;
using TokenGrains.Cluster.Tests.Load;

namespace TokenGrains.Cluster.Tests.Clusters;

/// <summary>
/// Measures how long some accounts, spread over all silos, are away: from a fault until each has answered again. Judges nothing
/// but that they do come back.
/// </summary>
internal sealed class Failover(Trial trial)
{
    private const int Probes = 48;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly List<Account> _accounts = [.. Enumerable.Range(0, Probes).Select(_ => trial.Population.Add(trial.Chance))];

    /// <summary>Makes the accounts, so that their grains are in memory.</summary>
    public async Task Prepare(TokenClient client)
    {
        foreach (var account in _accounts)
        {
            // For no one else to touch.
            account.IsClosed = true;
            account.Keep(await client.Register(account));
            account.Exists = true;
        }
    }

    /// <summary>The time until the last of them has answered.</summary>
    public async Task<TimeSpan> Measure(TokenClient client)
    {
        var begin = trial.Now;
        await Task.WhenAll(_accounts.Select(account => UntilAnswered(client, account))).WaitAsync(Patience);
        return trial.Now - begin;
    }

    private static async Task UntilAnswered(TokenClient client, Account account)
    {
        while ((await client.CallWithOpaque(account, account.OpaqueTokens[^1])).Verdict is not Verdict.Ok)
            await Task.Delay(TimeSpan.FromMilliseconds(100));
    }
}
