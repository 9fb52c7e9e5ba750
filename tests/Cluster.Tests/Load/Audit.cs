using TokenGrains.Cluster.Tests.Histories;

namespace TokenGrains.Cluster.Tests.Load;

/// <summary>
/// Asks a quiet host about everything that is known of some accounts, so that the history holds the answers. It judges nothing
/// itself, but it demands definite answers: an audit that got none would find no fault with anything.
/// </summary>
internal sealed class Audit(TokenClient client, Chance chance)
{
    private const int AtOnce = 8;
    private const int ReuseOneSessionIn = 6;

    /// <summary>Asks about everything, and now and then presents a token that was spent long ago.</summary>
    public Task Examine(IReadOnlyList<Account> accounts, bool signsIn) =>
        ForEach(accounts, (account, luck) => Examine(account, signsIn, luck));

    /// <summary>Presents every token whose successor was handed out, to a host whose grace period is zero.</summary>
    public Task PresentSpent(IReadOnlyList<Account> accounts) => ForEach(accounts, async (account, _) =>
    {
        foreach (var session in account.Sessions.Where(session => session.Spent.Count > 0))
        {
            await Definite(client.Refresh(account, session.Spent[^1]));
            await Definite(client.Refresh(account, session.Refresh));
        }
    });

    private async Task Examine(Account account, bool signsIn, Chance luck)
    {
        // The name must not be stuck: either the lost registration has come to an account, or this one does.
        if (!account.Exists)
            account.Keep(await Definite(client.Register(account)));
        account.Exists = true;

        if (signsIn)
            account.Keep(await Definite(client.SignIn(account)));
        account.Keep(await Definite(client.ObtainOpaque(account)));
        foreach (var token in account.OpaqueTokens)
            await Definite(client.CallWithOpaque(account, token));
        foreach (var session in account.Sessions)
            await Examine(account, session, luck);
    }

    private async Task Examine(Account account, Session session, Chance luck)
    {
        await Definite(client.CallWithAccess(account, session.Access));
        var refresh = session.Refresh;
        session.IsParked = false;
        session.Keep(await Definite(client.Refresh(account, refresh)));
        if (session.IsParked)
            return;

        // The same again gives the same successor.
        await Definite(client.Refresh(account, refresh));
        if (session.Spent.Count < 2 || !luck.OnceIn(ReuseOneSessionIn))
            return;

        await Definite(client.Refresh(account, luck.Pick(session.Spent[..^1])));
        session.Keep(await Definite(client.Refresh(account, session.Refresh)));
    }

    private async Task ForEach(IReadOnlyList<Account> accounts, Func<Account, Chance, Task> examine)
    {
        var work = accounts.Select(account => (Account: account, Luck: chance.Branch())).ToList();
        await Parallel.ForEachAsync(
            work, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (item, _) => await examine(item.Account, item.Luck));
    }

    private static async Task<Entry> Definite(Task<Entry> asking)
    {
        var answer = await asking;
        return answer.Verdict is not Verdict.Unknown ? answer : throw new InvalidOperationException($"A quiet host gave no definite answer: {answer}");
    }
}
