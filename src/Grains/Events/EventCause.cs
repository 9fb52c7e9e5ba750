namespace TokenGrains.Grains.Events;

/// <summary>Causes of events that no enumeration of their subject has.</summary>
internal enum EventCause
{
    /// <summary>A password was wrong.</summary>
    InvalidCredentials,

    /// <summary>Nobody has the name.</summary>
    UnknownName,

    /// <summary>The user may not sign in.</summary>
    UserInactive,

    /// <summary>The user has as many sessions as allowed.</summary>
    SessionMaximumReached,

    /// <summary>Every session of the token's age was ended.</summary>
    Epoch,

    /// <summary>The password has changed since the token was made.</summary>
    PasswordChanged,

    /// <summary>The new token took the place of the former ones.</summary>
    Regenerated,

    /// <summary>The user became staff.</summary>
    Granted,

    /// <summary>The user is no longer staff.</summary>
    Withdrawn,
}
