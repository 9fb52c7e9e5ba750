namespace TokenGrains.Events;

/// <summary>What can happen. The wire name is the member's in snake_case (<see cref="EventNames"/>); it is stored, so a member is never renamed.</summary>
public enum SecurityEventKind
{
    /// <summary>Somebody proved to be the user. Names the session, or else as the cause what was given instead of one.</summary>
    SignedIn,

    /// <summary>A name and a password were refused, or got no session.</summary>
    SignInFailed,

    /// <summary>An account was made.</summary>
    Registered,

    /// <summary>A well-made refresh or sliding token was refused.</summary>
    RefreshRefused,

    /// <summary>A spent refresh token came back outside of the reuse grace period (RFC 9700 section 4.14.2).</summary>
    RefreshTokenReused,

    /// <summary>A session was ended.</summary>
    SessionRevoked,

    /// <summary>All sessions of the user were ended.</summary>
    SessionsRevoked,

    /// <summary>The password was changed, which ends all sessions.</summary>
    PasswordChanged,

    /// <summary>An opaque token was made.</summary>
    TokenCreated,

    /// <summary>An opaque token has another secret; the former one may work on for a while.</summary>
    TokenRotated,

    /// <summary>An opaque token was ended.</summary>
    TokenRevoked,

    /// <summary>All opaque tokens of the user were ended.</summary>
    TokensRevoked,

    /// <summary>The account was put to sleep.</summary>
    UserDeactivated,

    /// <summary>The account was woken up.</summary>
    UserReactivated,

    /// <summary>The account was deleted.</summary>
    UserDeleted,

    /// <summary>The account has another name.</summary>
    UserRenamed,

    /// <summary>The account became staff, or is it no longer.</summary>
    StaffChanged,
}
