using TokenGrains.Cluster.Tests.Histories;

namespace TokenGrains.Cluster.Tests.Load;

/// <summary>What a client knows of one account. Used by one worker at a time.</summary>
internal sealed class Account(string name, string password)
{
    private const int KeptOpaque = 3;

    public string Name { get; } = name;

    public string Password { get; } = password;

    /// <summary>Whether a registration was acknowledged, or found the name taken by one whose answer was lost.</summary>
    public bool Exists { get; set; }

    /// <summary>A staff user has tried to end it: nothing new is begun with it.</summary>
    public bool IsClosed { get; set; }

    public List<Session> Sessions { get; } = [];

    /// <summary>The last opaque tokens that were handed out, the newest last.</summary>
    public List<string> OpaqueTokens { get; } = [];

    public IReadOnlyList<Session> UsableSessions => Sessions.FindAll(session => !session.IsParked);

    /// <summary>Takes over what an answer brought, except the successor of a refresh token.</summary>
    public void Keep(Entry answer)
    {
        if (answer.Verdict is not Verdict.Ok)
            return;

        if (answer.Issued.Refresh is { } refresh && answer.Deed is not Deed.Refresh)
            Sessions.Add(new Session(refresh, answer.Issued.Access!));
        if (answer.Issued.Opaque is { } opaque && !OpaqueTokens.Contains(opaque))
            OpaqueTokens.Add(opaque);
        if (OpaqueTokens.Count > KeptOpaque)
            OpaqueTokens.RemoveAt(0);
    }
}

/// <summary>What a client knows of one session.</summary>
internal sealed class Session(string refresh, string access)
{
    /// <summary>The tokens that were spent, the oldest first.</summary>
    public List<string> Spent { get; } = [];

    public string Refresh { get; private set; } = refresh;

    public string Access { get; private set; } = access;

    /// <summary>An answer was lost, or it may be over: the load leaves it alone, and the audit finds out.</summary>
    public bool IsParked { get; set; }

    /// <summary>Goes on with the answer to <see cref="Refresh"/>, or parks if there is none.</summary>
    public void Keep(Entry answer)
    {
        if (answer is not { Verdict: Verdict.Ok, Issued: { Refresh: { } next, Access: { } access } })
        {
            IsParked = true;
            return;
        }

        if (next == Refresh)
            return;
        Spent.Add(Refresh);
        (Refresh, Access) = (next, access);
    }
}
