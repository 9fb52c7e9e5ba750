using System.Diagnostics;
using TokenGrains.Sessions;

namespace TokenGrains.Grains.Sessions;

/// <summary>How refreshes and sessions end, in the words of metrics and logs: a closed set in snake_case.</summary>
internal static class SessionCauses
{
    public static string Of(RotationDecision decision) => decision switch
    {
        RotationDecision.Spend => "rotated",
        RotationDecision.Repeat => "replayed_in_grace",
        RotationDecision.Keep => "kept",
        RotationDecision.Refuse refuse => Of(refuse.Cause),
        RotationDecision.Revoke revoke => Of(revoke.Cause),
        _ => throw new UnreachableException(decision.GetType().Name),
    };

    public static string Of(RefusalCause cause) => cause switch
    {
        RefusalCause.Unknown => "unknown",
        RefusalCause.Revoked => "revoked",
        RefusalCause.Reused => "reused",
        RefusalCause.AheadOfStorage => "ahead_of_storage",
        RefusalCause.Idle => "idle",
        RefusalCause.Absolute => "absolute",
        RefusalCause.UserInactive => "user_inactive",
        RefusalCause.Epoch => "epoch",
        RefusalCause.PasswordChanged => "password_changed",
        _ => throw new UnreachableException(cause.ToString()),
    };

    /// <summary>A session that its own token ended was revoked, and every refresh after that is refused by the same word.</summary>
    public static string Of(RevocationCause cause) => cause switch
    {
        RevocationCause.SignedOut => "revoked",
        RevocationCause.Reused => "reused",
        RevocationCause.AheadOfStorage => "ahead_of_storage",
        RevocationCause.PasswordChanged => "password_changed",
        _ => throw new UnreachableException(cause.ToString()),
    };
}
