namespace TokenGrains.Cluster.Tests.Histories;

/// <summary>What staff users did to accounts: for sure, and perhaps.</summary>
internal sealed class AccountEnds(History history, TimeSpan notice)
{
    /// <summary>What a host that the feed does not reach takes to see that it knows nothing.</summary>
    public static readonly TimeSpan LongestNotice = TimeSpan.FromSeconds(2);

    /// <summary>How long after the acknowledgement a host may still go by what it knew of a token.</summary>
    public TimeSpan Notice => notice;

    private readonly ILookup<(string, Deed), Entry> _ends = history.Entries
        .Where(entry => entry.Deed is Deed.EndTokens or Deed.EndSessions or Deed.Deactivate && entry.Verdict is not Verdict.Refused)
        .ToLookup(entry => (entry.Account, entry.Deed));

    /// <summary>Whether the session that began with <paramref name="start"/> was certainly ended when <paramref name="entry"/> began.</summary>
    public bool HasEndedSessions(Entry start, Entry entry, TimeSpan notice = default) => HasEnded(Deed.EndSessions, start, entry, notice);

    /// <summary>Whether a token that came with <paramref name="start"/> was certainly revoked when <paramref name="entry"/> began.</summary>
    public bool HasEndedTokens(Entry start, Entry entry, TimeSpan notice = default) => HasEnded(Deed.EndTokens, start, entry, notice);

    public bool MayHaveEndedSessions(Entry? start, Entry entry) => MayHaveEnded(Deed.EndSessions, start, entry);

    public bool MayHaveEndedTokens(Entry? start, Entry entry) => MayHaveEnded(Deed.EndTokens, start, entry);

    public bool IsInactive(Entry entry, TimeSpan notice = default) =>
        _ends[(entry.Account, Deed.Deactivate)].Any(end => end.Verdict is Verdict.Ok && end.End + notice < entry.Begin);

    public bool MayBeInactive(Entry entry) =>
        _ends[(entry.Account, Deed.Deactivate)].Any(end => end.Begin < entry.End);

    private bool HasEnded(Deed deed, Entry start, Entry entry, TimeSpan notice) =>
        _ends[(entry.Account, deed)].Any(end => end.Verdict is Verdict.Ok && start.End < end.Begin && end.End + notice < entry.Begin);

    private bool MayHaveEnded(Deed deed, Entry? start, Entry entry) =>
        _ends[(entry.Account, deed)].Any(end => end.Begin < entry.End && (start is null || start.Begin < history.LastEffect(end)));
}
