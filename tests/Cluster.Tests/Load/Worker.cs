using TokenGrains.Cluster.Tests.Histories;

namespace TokenGrains.Cluster.Tests.Load;

/// <summary>One caller with accounts of its own, who does one thing after the other, drawn by chance.</summary>
internal sealed class Worker(TokenClient client, Population population, List<Account> accounts, Chance chance)
{
    private const int LongestChain = 5;
    private const int MostDuplicates = 4;
    private const int MostAttempts = 40;

    // A fifth of what Retry-After asks for: impatient, but no flood.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Works until it is stopped or the host is gone, and <paramref name="steps"/> steps at most.</summary>
    public async Task Work(int steps, CancellationToken stop)
    {
        for (var step = 0; step < steps && !stop.IsCancellationRequested && !client.HostIsGone; step++)
            await Step();
    }

    private async Task Step()
    {
        if (accounts.Count == 0 || chance.OnceIn(8))
        {
            await Register();
            return;
        }

        var account = chance.Pick(accounts);
        if (account.UsableSessions is { Count: > 0 } sessions)
            await Step(account, chance.Pick(sessions));
        else
            account.Keep(await client.SignIn(account));

        if (account.IsClosed || account.Sessions.Count == 0)
            accounts.Remove(account);
    }

    private Task Step(Account account, Session session) => chance.Below(50) switch
    {
        < 16 => Chain(account, session),
        < 21 => Duplicate(account, session),
        < 26 => Repeat(account, session),
        < 28 => HangUp(account, session),
        < 31 => Blacklist(account, session),
        < 33 => BlacklistWhileRefreshing(account, session),
        < 38 => client.CallWithOpaque(account, chance.Pick(account.OpaqueTokens)),
        < 41 => client.CallWithAccess(account, chance.Pick(account.Sessions).Access),
        < 44 => ObtainOpaque(account),
        < 47 => SignIn(account),
        < 48 => EndTokens(account),
        < 49 => EndSessions(account),
        _ => Deactivate(account),
    };

    private async Task Register()
    {
        var account = population.Add(chance);
        var answer = await client.Register(account);
        account.Keep(answer);
        account.Exists = answer.Verdict is Verdict.Ok;
        if (account.Exists)
            accounts.Add(account);
    }

    private async Task SignIn(Account account) => account.Keep(await client.SignIn(account));

    private async Task ObtainOpaque(Account account) => account.Keep(await client.ObtainOpaque(account));

    private async Task Chain(Account account, Session session)
    {
        for (var length = 1 + chance.Below(LongestChain); length > 0 && !session.IsParked; length--)
            session.Keep(await Insist(() => client.Refresh(account, session.Refresh)));
    }

    /// <summary>As a well-made client does: asks the same again until there is an answer, if the host is there at all.</summary>
    private static async Task<Entry> Insist(Func<Task<Entry>> send)
    {
        for (var attempt = 1; ; attempt++)
        {
            var answer = await send();
            if (answer.Status is not 503 || attempt == MostAttempts)
                return answer;
            await Task.Delay(Pause);
        }
    }

    /// <summary>Several tabs refresh at once.</summary>
    private async Task Duplicate(Account account, Session session)
    {
        var refresh = session.Refresh;
        var answers = await Task.WhenAll(Enumerable.Range(0, 2 + chance.Below(MostDuplicates - 1)).Select(_ => client.Refresh(account, refresh)));
        // One that was lost may still be on its way, and would be taken for a stolen token once the session has gone on.
        session.Keep(answers.FirstOrDefault(answer => answer.Verdict is not Verdict.Ok, answers[0]));
    }

    /// <summary>The answer came and was lost in the client, who asks again.</summary>
    private async Task Repeat(Account account, Session session)
    {
        await client.Refresh(account, session.Refresh);
        session.Keep(await client.Refresh(account, session.Refresh));
    }

    private async Task HangUp(Account account, Session session)
    {
        session.IsParked = true;
        await client.RefreshAndHangUp(account, session.Refresh);
    }

    private async Task Blacklist(Account account, Session session)
    {
        session.IsParked = true;
        await client.Blacklist(account, session.Refresh);
    }

    private async Task BlacklistWhileRefreshing(Account account, Session session)
    {
        var refreshing = client.Refresh(account, session.Refresh);
        await client.Blacklist(account, session.Refresh);
        // The successor, if there is one, is what the audit must find dead.
        session.Keep(await refreshing);
        session.IsParked = true;
    }

    private async Task EndTokens(Account account)
    {
        await client.EndTokens(account);
        account.Keep(await client.ObtainOpaque(account));
    }

    private async Task EndSessions(Account account)
    {
        var ended = account.Sessions.ToList();
        foreach (var session in ended)
            session.IsParked = true;
        await client.EndSessions(account);
        account.Keep(await client.SignIn(account));
    }

    private Task<Entry> Deactivate(Account account)
    {
        account.IsClosed = true;
        return client.Deactivate(account);
    }
}
