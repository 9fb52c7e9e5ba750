using TokenGrains.Sessions;
using TokenGrains.Tokens;

namespace TokenGrains.Grains.Tests.Cluster;

/// <summary>What rotation is for: whoever behaves well stays signed in, whoever has stolen a token is found.</summary>
[Collection(SharedCluster.Name)]
public sealed class HonestClientsAndThieves(SharedCluster shared)
{
    private const int Clients = 100;
    private const int Refreshes = 100;
    private const int Thieves = 100;

    // Well within the grace period, and far beyond it.
    private static readonly TimeSpan SoonAgain = TimeSpan.FromSeconds(39);
    private static readonly TimeSpan LaterAgain = TimeSpan.FromMinutes(5);

    private readonly TokenCluster _cluster = shared.Cluster;

    [Fact]
    public async Task Ten_thousand_refreshes_raced_lost_and_repeated_log_nobody_out()
    {
        var clients = (await StartSessions(Clients)).ConvertAll(token => new RefreshingClient(_cluster, token));

        for (var round = 0; round < Refreshes; round++)
        {
            await Task.WhenAll(clients.Select((client, number) => client.Begin(round + number)));
            _cluster.Time.Advance(SoonAgain);
            await Task.WhenAll(clients.Select(client => client.AskAgain(hasKey: false)));
            _cluster.Time.Advance(LaterAgain);

            // A silo went away meanwhile, and with it what some sessions had in memory.
            await Task.WhenAll(clients.Where((_, number) => number % 10 == round % 10).Select(client => _cluster.Deactivate(_cluster.Grains.Session(client.Token.Session))));
            await Task.WhenAll(clients.Select(client => client.AskAgain(hasKey: true)));
        }

        Assert.All(clients, client => Assert.Equal((uint)Refreshes, client.Token.Generation));
        Assert.All(await Task.WhenAll(clients.Select(client => _cluster.IsLive(client.Token))), Assert.True);
    }

    [Fact]
    public async Task A_hundred_thieves_with_stale_tokens_are_found_and_the_sessions_are_dead()
    {
        var sessions = await Task.WhenAll((await StartSessions(Thieves)).Select(RefreshTwice));
        _cluster.Time.Advance(ClusterSettings.ReuseGracePeriod);

        // Half of them have the token before the last, half the last one but too late; none knows the key.
        var found = await Task.WhenAll(sessions.Select((session, number) => _cluster.Rotate(number % 2 == 0 ? session.Old : session.Spent)));

        Assert.All(found, result => Assert.Equal(new RotateResult.Refused(RefusalCause.Reused), result));
        foreach (var (_, spent, present, access) in sessions)
        {
            await _cluster.Deactivate(_cluster.Grains.Session(present.Session));
            await _cluster.AssertRefused(RefusalCause.Revoked, present);
            await _cluster.AssertRefused(RefusalCause.Revoked, spent with { IdempotencyKey = KeyOf(spent) });
            Assert.False(await _cluster.Grains.Session(present.Session).Admits(access));
        }
    }

    // One after another: hashing passwords for all at once is refused.
    private async Task<List<RefreshToken>> StartSessions(int count)
    {
        var account = await Account.Register(_cluster);
        var tokens = new List<RefreshToken>();
        while (tokens.Count < count)
            tokens.Add(await account.GetRefreshToken());
        return tokens;
    }

    private async Task<(RefreshToken Old, RefreshToken Spent, RefreshToken Present, AccessToken Access)> RefreshTwice(RefreshToken old)
    {
        var spent = await _cluster.ReadRefresh(await _cluster.Spend(old));
        var pair = await _cluster.Spend(spent with { IdempotencyKey = KeyOf(spent) });
        var access = AccessToken.From(await _cluster.ReadAccess(pair));
        return (old, spent, await _cluster.ReadRefresh(pair), access);
    }

    private static IdempotencyKey KeyOf(RefreshToken token) => IdempotencyKey.Of("the owner's", token.Session);
}
