namespace TokenGrains.Cluster.Tests.Histories;

/// <summary>What a history may show of refresh tokens.</summary>
internal sealed class SessionRules(History history, Families families, AccountEnds ends)
{
    public IEnumerable<Violation> Check() => history.Entries.SelectMany(entry => (entry.Deed, entry.Verdict) switch
    {
        (Deed.Refresh, Verdict.Ok) => Accepted(entry).Concat(HasOneSuccessor(entry)),
        (Deed.Blacklist, Verdict.Ok) => Accepted(entry),
        (Deed.CallWithAccess, Verdict.Ok) => AccessAccepted(entry),
        (Deed.Refresh or Deed.Blacklist, Verdict.Refused) => Refused(entry),
        _ => [],
    });

    private IEnumerable<Violation> HasOneSuccessor(Entry entry)
    {
        var token = families[entry];
        if (entry.Issued.Refresh is null)
            yield return new Violation(Promise.OneSuccessor, entry, "The answer has no successor.");
        else if (token.Successors.Count > 1)
            yield return new Violation(Promise.OneSuccessor, entry, $"Its token has {token.Successors.Count} successors.");
        else if (token.Successors[0].Family != token.Family || token.Successors[0].Generation != token.Generation + 1)
            yield return new Violation(Promise.OneSuccessor, entry, "The answer is a token of another session or generation.");
    }

    private IEnumerable<Violation> Accepted(Entry entry)
    {
        var token = families[entry];
        if (token.Family.Blacklists.Any(end => end.Verdict is Verdict.Ok && end.End < entry.Begin))
            yield return new Violation(Promise.EndedSessionStaysOver, entry, "Its session was blacklisted before.");
        if (token.Family.Refreshes.Any(reuse => reuse.Verdict is Verdict.Refused && WasSpent(reuse) && reuse.End < entry.Begin))
            yield return new Violation(Promise.EndedSessionStaysOver, entry, "A spent token of its session came back before.");

        // These two a blacklisting does not look at: ending what is over is no way in.
        if (entry.Deed is Deed.Refresh && token.Family.Start is { } start && ends.HasEndedSessions(start, entry))
            yield return new Violation(Promise.EndedSessionStaysOver, entry, "All sessions of its user were ended before.");
        if (entry.Deed is Deed.Refresh && ends.IsInactive(entry))
            yield return new Violation(Promise.InactiveUserStaysOut, entry, "Its user was inactive before.");

        if (WasSpent(entry))
            yield return new Violation(Promise.SpentTokenStaysSpent, entry, "Its token was spent, and the grace over.");
    }

    private IEnumerable<Violation> AccessAccepted(Entry entry)
    {
        if (families.FindByAccess(entry.Presented!) is not { } family)
            yield break;

        var notice = ends.Notice;
        if (family.Blacklists.Any(end => end.Verdict is Verdict.Ok && end.End + notice < entry.Begin))
            yield return new Violation(Promise.AccessTokenEndsWithItsSession, entry, "Its session was blacklisted long enough before.");
        if (family.Refreshes.Any(reuse => reuse.Verdict is Verdict.Refused && WasSpent(reuse) && reuse.End + notice < entry.Begin))
            yield return new Violation(Promise.AccessTokenEndsWithItsSession, entry, "A spent token of its session came back long enough before.");
        if ((family.Start is { } start && ends.HasEndedSessions(start, entry, notice)) || ends.IsInactive(entry, notice))
            yield return new Violation(Promise.AccessTokenEndsWithItsSession, entry, "All sessions of its user ended long enough before.");
    }

    private IEnumerable<Violation> Refused(Entry entry)
    {
        if (!MayBeOver(entry) && !MayBeSpent(entry) && !MayHaveBeenReused(entry))
            yield return new Violation(Promise.SessionIsKept, entry, "Its token is the newest, or may be repeated, and nothing ended its session.");
    }

    /// <summary>Whether the presented token was certain to be spent outside of its grace when it was presented.</summary>
    private bool WasSpent(Entry entry)
    {
        var token = families[entry];
        return token.SpentTwiceAt < entry.Begin || (token.SpentAt < entry.Begin && entry.Begin - token.SpentAt >= entry.Grace);
    }

    private bool MayBeOver(Entry entry)
    {
        var family = families[entry].Family;
        return family.Blacklists.Any(end => end != entry && end.Begin < entry.End)
            || ends.MayHaveEndedSessions(family.Start, entry)
            || ends.MayBeInactive(entry);
    }

    private bool MayBeSpent(Entry entry)
    {
        var token = families[entry];
        var spending = token.Refreshes.Where(other => other != entry && other.Begin < entry.End).ToList();
        return (spending.Count > 0 && entry.End - spending.Min(other => other.Begin) >= entry.Grace)
            || token.Family.Refreshes.Any(other => families[other].Generation > token.Generation && other.Begin < entry.End);
    }

    /// <summary>Whether an earlier token of the session may have been taken for a stolen one.</summary>
    private bool MayHaveBeenReused(Entry entry) => families[entry].Family.Refreshes.Any(
        other => other != entry && other.Verdict is not Verdict.Ok && other.Begin < entry.End && MayBeReuse(other));

    private bool MayBeReuse(Entry entry)
    {
        var token = families[entry];
        var last = history.LastEffect(entry);
        var first = token.Refreshes.Min(other => other.Begin);
        return token.Family.Refreshes.Any(other => families[other].Generation > token.Generation && other.Begin < last)
            || (first < entry.Begin && last - first >= entry.Grace);
    }
}
