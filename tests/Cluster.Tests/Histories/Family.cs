namespace TokenGrains.Cluster.Tests.Histories;

/// <summary>The refresh tokens of one session, as the answers linked them.</summary>
internal sealed class Family(string account, Entry? start)
{
    public string Account { get; } = account;

    /// <summary>The answer that brought its first token.</summary>
    public Entry? Start { get; } = start;

    public List<Entry> Refreshes { get; } = [];

    public List<Entry> Blacklists { get; } = [];
}

/// <summary>One refresh token.</summary>
internal sealed class FamilyToken(Family family, int generation, TimeSpan acknowledgedAt)
{
    public Family Family { get; } = family;

    /// <summary>How many tokens came before it.</summary>
    public int Generation { get; } = generation;

    /// <summary>When it was certain to exist.</summary>
    public TimeSpan AcknowledgedAt { get; } = acknowledgedAt;

    /// <summary>The different answers to it; more than one is a violation.</summary>
    public List<FamilyToken> Successors { get; } = [];

    /// <summary>Everything that presented it to be spent.</summary>
    public List<Entry> Refreshes { get; } = [];

    /// <summary>When it was certain to be spent.</summary>
    public TimeSpan SpentAt => Successors.Count == 0 ? TimeSpan.MaxValue : Successors.Min(successor => successor.AcknowledgedAt);

    /// <summary>When its successor was certain to be spent as well: from then on it has no grace left, whatever the time.</summary>
    public TimeSpan SpentTwiceAt => Successors.Count == 0 ? TimeSpan.MaxValue : Successors.Min(successor => successor.SpentAt);
}

/// <summary>All families of a history.</summary>
internal sealed class Families
{
    private readonly Dictionary<string, FamilyToken> _tokens = [];
    private readonly Dictionary<string, FamilyToken> _byAccess = [];

    public Families(History history)
    {
        // A token is acknowledged before anyone can present it, so its own entry comes earlier in this order.
        foreach (var entry in history.Entries.OrderBy(entry => entry.End))
        {
            if (entry.Deed is Deed.Refresh)
                Spend(entry);
            else if (entry.Issued.Refresh is { } first)
                _tokens.TryAdd(first, new FamilyToken(new Family(entry.Account, entry), 0, entry.End));
        }

        foreach (var issued in history.Entries.Select(entry => entry.Issued))
        {
            if (issued is { Access: { } access, Refresh: { } refresh })
                _byAccess.TryAdd(access, _tokens[refresh]);
        }

        foreach (var entry in history.Entries.Where(entry => entry.Presented is not null && entry.Deed is Deed.Refresh or Deed.Blacklist))
        {
            var family = this[entry].Family;
            (entry.Deed is Deed.Refresh ? family.Refreshes : family.Blacklists).Add(entry);
            if (entry.Deed is Deed.Refresh)
                this[entry].Refreshes.Add(entry);
        }
    }

    public IEnumerable<FamilyToken> Tokens => _tokens.Values;

    /// <summary>The token that the entry presents.</summary>
    public FamilyToken this[Entry entry] => Get(entry);

    /// <summary>The session of an access token; null if no answer brought it.</summary>
    public Family? FindByAccess(string token) => _byAccess.GetValueOrDefault(token)?.Family;

    private void Spend(Entry entry)
    {
        var spent = Get(entry);
        if (entry.Issued.Refresh is not { } text)
            return;

        if (!_tokens.TryGetValue(text, out var successor))
            _tokens[text] = successor = new FamilyToken(spent.Family, spent.Generation + 1, entry.End);
        if (!spent.Successors.Contains(successor))
            spent.Successors.Add(successor);
    }

    private FamilyToken Get(Entry entry)
    {
        if (!_tokens.TryGetValue(entry.Presented!, out var token))
            _tokens[entry.Presented!] = token = new FamilyToken(new Family(entry.Account, null), 0, entry.Begin);
        return token;
    }
}
