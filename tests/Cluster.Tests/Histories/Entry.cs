namespace TokenGrains.Cluster.Tests.Histories;

/// <summary>What was asked for.</summary>
internal enum Deed
{
    /// <summary>A new account, with its first opaque token and its first session.</summary>
    Register,

    /// <summary>A session, for a password.</summary>
    SignIn,

    /// <summary>The opaque token, for a password.</summary>
    ObtainOpaque,

    /// <summary>The successor of the presented refresh token.</summary>
    Refresh,

    /// <summary>The end of the session of the presented refresh token.</summary>
    Blacklist,

    /// <summary>A protected page, with the presented opaque token.</summary>
    CallWithOpaque,

    /// <summary>A protected page, with the presented access token.</summary>
    CallWithAccess,

    /// <summary>By a staff user: the end of all opaque tokens of the account.</summary>
    EndTokens,

    /// <summary>By a staff user: the end of all sessions of the account.</summary>
    EndSessions,

    /// <summary>By a staff user: the account may not sign in any more. Nothing here ever takes that back.</summary>
    Deactivate,
}

/// <summary>How it ended, as far as the caller can know.</summary>
internal enum Verdict
{
    /// <summary>It was acknowledged.</summary>
    Ok,

    /// <summary>It was refused, definitely.</summary>
    Refused,

    /// <summary>No answer, or one that leaves it open: it may have happened, or happen as long as the process lives.</summary>
    Unknown,
}

/// <summary>The tokens of an answer.</summary>
internal sealed record IssuedTokens(string? Refresh = null, string? Access = null, string? Opaque = null)
{
    public static readonly IssuedTokens None = new();
}

/// <summary>One request and its answer.</summary>
internal sealed record Entry
{
    public required Deed Deed { get; init; }

    /// <summary>The name of the account. Names are made for one history and used by nobody else.</summary>
    public required string Account { get; init; }

    /// <summary>The token that was presented.</summary>
    public string? Presented { get; init; }

    /// <summary>The reuse grace period of the host that was asked.</summary>
    public TimeSpan Grace { get; init; }

    /// <summary>Before the request was sent.</summary>
    public required TimeSpan Begin { get; init; }

    /// <summary>After the answer was read, or given up.</summary>
    public required TimeSpan End { get; init; }

    public required Verdict Verdict { get; init; }

    public IssuedTokens Issued { get; init; } = IssuedTokens.None;

    /// <summary>The status of the answer; null if there was none.</summary>
    public int? Status { get; init; }

    /// <summary>The body of an answer that is no acknowledgement, or what went wrong.</summary>
    public string Detail { get; init; } = "";

    public override string ToString() =>
        $"{Deed} of {Account}{(Presented is null ? "" : $" with ...{Tail(Presented)}")} from {Begin:mm\\:ss\\.ffffff} to {End:mm\\:ss\\.ffffff}: {Verdict} {Status} {Detail}"
        + (Issued.Refresh is null ? "" : $" -> ...{Tail(Issued.Refresh)}");

    private static string Tail(string token) => token[Math.Max(0, token.Length - 8)..];
}

/// <summary>All that was asked and answered, and when the process died in between.</summary>
internal sealed record History(IReadOnlyList<Entry> Entries, IReadOnlyList<TimeSpan> Deaths)
{
    /// <summary>When the entry can have had its effect at the latest.</summary>
    public TimeSpan LastEffect(Entry entry) => entry.Verdict is not Verdict.Unknown
        ? entry.End
        : Deaths.FirstOrDefault(death => death >= entry.End, TimeSpan.MaxValue);
}
