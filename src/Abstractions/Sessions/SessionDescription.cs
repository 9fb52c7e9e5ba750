namespace TokenGrains.Sessions;

/// <summary>What a session looks like to its user.</summary>
/// <param name="Session">Its id.</param>
/// <param name="StartedAt">When it began (UTC).</param>
/// <param name="RefreshedAt">When it was last refreshed, or began (UTC).</param>
/// <param name="Client">Where it was last refreshed from; null if that is not known.</param>
/// <param name="Previous">The session that its user started before it; null if there is none, or none is known.</param>
/// <param name="EndedAt">When it ended (UTC); null while it lives.</param>
/// <param name="EndCause">Why it ended; null while it lives.</param>
[GenerateSerializer, Immutable, Alias("tokengrains.SessionDescription")]
public sealed record SessionDescription(
    [property: Id(0)] SessionId Session,
    [property: Id(1)] DateTimeOffset StartedAt,
    [property: Id(2)] DateTimeOffset RefreshedAt,
    [property: Id(3)] ClientInfo? Client,
    [property: Id(4)] SessionId? Previous,
    [property: Id(5)] DateTimeOffset? EndedAt,
    [property: Id(6)] SessionEndCause? EndCause);

/// <summary>Why a session is over, as its user is told.</summary>
[GenerateSerializer, Alias("tokengrains.SessionEndCause")]
public enum SessionEndCause
{
    /// <summary>It was signed out, or ended from the list of sessions.</summary>
    SignedOut,

    /// <summary>A spent refresh token came back: somebody may have stolen it (RFC 9700 section 4.14.2).</summary>
    Reused,

    /// <summary>A refresh token came that storage knows nothing of.</summary>
    AheadOfStorage,

    /// <summary>The password was changed.</summary>
    PasswordChanged,

    /// <summary>All sessions of the user were ended, or all others than one.</summary>
    Epoch,

    /// <summary>It was not refreshed for too long.</summary>
    Idle,

    /// <summary>It had lasted as long as a session may.</summary>
    Absolute,

    /// <summary>Its user signed in again and had as many sessions as allowed.</summary>
    Displaced,
}
