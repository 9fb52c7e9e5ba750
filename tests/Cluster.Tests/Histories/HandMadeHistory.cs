namespace TokenGrains.Cluster.Tests.Histories;

/// <summary>A history written by hand: each entry begins when the one before has ended, unless it is told otherwise.</summary>
internal sealed class HandMadeHistory
{
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(60);

    private const string Account = "alice";

    private readonly List<Entry> _entries = [];
    private readonly List<TimeSpan> _deaths = [];
    private TimeSpan _now;

    public HandMadeHistory Register(Verdict verdict = Verdict.Ok, string refresh = "r0", string access = "a0", string opaque = "o1") =>
        Add(Deed.Register, null, verdict, new IssuedTokens(refresh, access, opaque));

    public HandMadeHistory SignIn(Verdict verdict = Verdict.Ok, string refresh = "s0") => Add(Deed.SignIn, null, verdict, new IssuedTokens(refresh, refresh));

    public HandMadeHistory ObtainOpaque(Verdict verdict = Verdict.Ok, string opaque = "o1") =>
        Add(Deed.ObtainOpaque, null, verdict, new IssuedTokens(Opaque: opaque));

    public HandMadeHistory Refresh(string presented, string successor) =>
        Add(Deed.Refresh, presented, Verdict.Ok, new IssuedTokens(successor, successor));

    public HandMadeHistory Refresh(string presented, Verdict verdict) => Add(Deed.Refresh, presented, verdict, IssuedTokens.None);

    public HandMadeHistory Blacklist(string presented, Verdict verdict = Verdict.Ok) => Add(Deed.Blacklist, presented, verdict, IssuedTokens.None);

    public HandMadeHistory CallWithOpaque(string presented, Verdict verdict) => Add(Deed.CallWithOpaque, presented, verdict, IssuedTokens.None);

    public HandMadeHistory CallWithAccess(string presented, Verdict verdict) => Add(Deed.CallWithAccess, presented, verdict, IssuedTokens.None);

    public HandMadeHistory Staff(Deed deed, Verdict verdict = Verdict.Ok) => Add(deed, null, verdict, IssuedTokens.None);

    /// <summary>Lets the last entry have this status.</summary>
    public HandMadeHistory WithStatus(int status)
    {
        _entries[^1] = _entries[^1] with { Status = status };
        return this;
    }

    /// <summary>Lets the last entry begin before the one before it had ended.</summary>
    public HandMadeHistory AtOnce()
    {
        _entries[^1] = _entries[^1] with { Begin = _entries[^2].Begin };
        return this;
    }

    public HandMadeHistory Pass(TimeSpan time)
    {
        _now += time;
        return this;
    }

    public HandMadeHistory Die()
    {
        _deaths.Add(_now += TimeSpan.FromMilliseconds(1));
        return this;
    }

    public IEnumerable<Promise> Check(TimeSpan? notice = null) => Checker.Check(new History(_entries, _deaths), notice).Select(violation => violation.Promise);

    private HandMadeHistory Add(Deed deed, string? presented, Verdict verdict, IssuedTokens issued)
    {
        _entries.Add(new Entry
        {
            Deed = deed,
            Account = Account,
            Presented = presented,
            Grace = Grace,
            Begin = _now += TimeSpan.FromMilliseconds(1),
            End = _now += TimeSpan.FromMilliseconds(1),
            Verdict = verdict,
            Issued = verdict is Verdict.Ok ? issued : IssuedTokens.None,
        });
        return this;
    }
}
