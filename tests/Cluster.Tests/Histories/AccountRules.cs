namespace TokenGrains.Cluster.Tests.Histories;

/// <summary>What a history may show of one account: its name, its password, its opaque and access tokens.</summary>
internal sealed class AccountRules(IReadOnlyList<Entry> entries, AccountEnds ends)
{
    private readonly List<Entry> _registrations = [.. entries.Where(entry => entry.Deed is Deed.Register)];

    // By token, the earliest answer that brought it.
    private readonly Dictionary<string, Entry> _opaque = FirstBringing(entries, issued => issued.Opaque);
    private readonly Dictionary<string, Entry> _access = FirstBringing(entries, issued => issued.Access);

    public IEnumerable<Violation> Check() => entries.SelectMany(entry => (entry.Deed, entry.Verdict) switch
    {
        (Deed.Register, Verdict.Ok) => Registered(entry),
        (Deed.SignIn or Deed.ObtainOpaque, Verdict.Refused) => SignInRefused(entry),
        (Deed.SignIn, Verdict.Ok) => SignedIn(entry),
        (Deed.ObtainOpaque, Verdict.Ok) => SignedIn(entry).Concat(TokenIsTheSame(entry)),
        (Deed.CallWithOpaque, Verdict.Ok) => OpaqueAccepted(entry, entry.Presented!),
        (Deed.CallWithOpaque, Verdict.Refused) => OpaqueRefused(entry),
        (Deed.CallWithAccess, Verdict.Refused) => AccessRefused(entry),
        _ => [],
    });

    private IEnumerable<Violation> Registered(Entry entry)
    {
        if (_registrations.Any(other => other != entry && other.Verdict is not Verdict.Unknown && other.End < entry.Begin))
            yield return new Violation(Promise.RegistrationIsKept, entry, "The name was given out again.");
        if (_registrations.Any(other => other != entry && other.Verdict is Verdict.Ok && other.Begin < entry.End && entry.Begin < other.End))
            yield return new Violation(Promise.RegistrationIsKept, entry, "The name was given out twice at once.");
    }

    private IEnumerable<Violation> SignInRefused(Entry entry)
    {
        // Nobody else uses these names: one that is taken was taken by a registration whose answer was lost.
        if (_registrations.Any(registration => registration.Verdict is not Verdict.Unknown && registration.End < entry.Begin) && !ends.MayBeInactive(entry))
            yield return new Violation(Promise.RegistrationIsKept, entry, "The account exists and its password is right.");
    }

    private IEnumerable<Violation> SignedIn(Entry entry)
    {
        if (ends.IsInactive(entry))
            yield return new Violation(Promise.InactiveUserStaysOut, entry, "The user was inactive before.");
    }

    private IEnumerable<Violation> TokenIsTheSame(Entry entry)
    {
        var token = entry.Issued.Opaque!;
        foreach (var violation in OpaqueAccepted(entry, token))
            yield return violation;

        var forgotten = _opaque.Values.FirstOrDefault(
            other => other.Issued.Opaque != token && other.End < entry.Begin && !ends.MayHaveEndedTokens(other, entry));
        if (forgotten is not null)
            yield return new Violation(Promise.OpaqueTokenIsKept, entry, "Another token was handed out before, and nothing revoked it.");
    }

    private IEnumerable<Violation> OpaqueAccepted(Entry entry, string token)
    {
        // What is handed out comes from the user's grain; what is presented, a host may have known for good a moment ago.
        var notice = entry.Deed is Deed.CallWithOpaque ? ends.Notice : TimeSpan.Zero;
        if (_opaque.TryGetValue(token, out var start) && ends.HasEndedTokens(start, entry, notice))
            yield return new Violation(Promise.RevokedTokenStaysRevoked, entry, "All opaque tokens of its user were revoked before.");
        if (entry.Deed is Deed.CallWithOpaque && ends.IsInactive(entry, notice))
            yield return new Violation(Promise.InactiveUserStaysOut, entry, "Its user was inactive before.");
    }

    private IEnumerable<Violation> OpaqueRefused(Entry entry)
    {
        if (_opaque.TryGetValue(entry.Presented!, out var start) && !ends.MayHaveEndedTokens(start, entry) && !ends.MayBeInactive(entry))
            yield return new Violation(Promise.OpaqueTokenIsKept, entry, "Its token was handed out and never revoked.");
    }

    private IEnumerable<Violation> AccessRefused(Entry entry)
    {
        var mayBeOver = ends.MayHaveEndedSessions(null, entry)
            || ends.MayBeInactive(entry)
            || entries.Any(other => (other.Deed is Deed.Blacklist || other is { Deed: Deed.Refresh, Verdict: not Verdict.Ok }) && other.Begin < entry.End);
        if (_access.ContainsKey(entry.Presented!) && !mayBeOver)
            yield return new Violation(Promise.AccessTokenIsKept, entry, "Its token was handed out and no session of its user ended.");
    }

    private static Dictionary<string, Entry> FirstBringing(IReadOnlyList<Entry> entries, Func<IssuedTokens, string?> pick) => entries
        .Where(entry => pick(entry.Issued) is not null)
        .GroupBy(entry => pick(entry.Issued)!)
        .ToDictionary(group => group.Key, group => group.MinBy(entry => entry.End)!);
}
