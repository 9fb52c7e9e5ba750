namespace TokenGrains.Cluster.Tests.Histories;

/// <summary>The promises that a history can show to be broken.</summary>
internal enum Promise
{
    /// <summary>A generation of a session has one successor.</summary>
    OneSuccessor,

    /// <summary>An account that was acknowledged can sign in, and its name is nobody else's.</summary>
    RegistrationIsKept,

    /// <summary>An opaque token that was acknowledged works until it is revoked.</summary>
    OpaqueTokenIsKept,

    /// <summary>An access token that was acknowledged works while its session does.</summary>
    AccessTokenIsKept,

    /// <summary>The newest refresh token that was acknowledged refreshes, and so does the one before it if the answer was lost.</summary>
    SessionIsKept,

    /// <summary>A session that was acknowledged to be over stays over.</summary>
    EndedSessionStaysOver,

    /// <summary>Two seconds after the end of its session or user was acknowledged, an access token opens nothing.</summary>
    AccessTokenEndsWithItsSession,

    /// <summary>An opaque token that was acknowledged to be revoked stays so.</summary>
    RevokedTokenStaysRevoked,

    /// <summary>A user who was acknowledged to be inactive gets in with nothing.</summary>
    InactiveUserStaysOut,

    /// <summary>A spent refresh token is good for nothing outside of its grace.</summary>
    SpentTokenStaysSpent,

    /// <summary>The service answers, and never with a fault of its own.</summary>
    NoFault,
}

/// <summary>A broken promise, and the answer that shows it.</summary>
internal sealed record Violation(Promise Promise, Entry Evidence, string Reason)
{
    public override string ToString() => $"{Promise}: {Reason}{Environment.NewLine}    {Evidence}";
}
