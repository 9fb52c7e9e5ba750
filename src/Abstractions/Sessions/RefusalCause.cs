namespace TokenGrains.Sessions;

/// <summary>Why a well-made refresh token is refused.</summary>
[GenerateSerializer, Alias("tokengrains.RefusalCause")]
public enum RefusalCause
{
    /// <summary>There is no such session, or no longer.</summary>
    Unknown,

    /// <summary>The session was revoked before.</summary>
    Revoked,

    /// <summary>A spent token came back outside of the reuse grace period; the session is now revoked.</summary>
    Reused,

    /// <summary>The token is ahead of the session: storage went back in time, or a key leaked; the session is now revoked.</summary>
    AheadOfStorage,

    /// <summary>The session was not refreshed for longer than its idle lifetime.</summary>
    Idle,

    /// <summary>The absolute lifetime of the session is over.</summary>
    Absolute,

    /// <summary>The user may not sign in, or is gone.</summary>
    UserInactive,

    /// <summary>All sessions of the user were ended after this one began.</summary>
    Epoch,

    /// <summary>The password has changed since the token was made (<c>CHECK_REVOKE_TOKEN</c>); the session is now revoked.</summary>
    PasswordChanged,
}
