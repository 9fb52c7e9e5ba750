using TokenGrains.Grains.Users;
using TokenGrains.Sessions;
using TokenGrains.Tokens;

namespace TokenGrains.Grains.Sessions;

/// <summary>What is to be done about a refresh token that was presented.</summary>
internal abstract record RotationDecision
{
    private RotationDecision() { }

    /// <summary>Spend it: make <paramref name="Next"/> durable, then hand out its tokens.</summary>
    public sealed record Spend(SessionState Next) : RotationDecision;

    /// <summary>It was spent a moment ago: hand out the same successor again.</summary>
    public sealed record Repeat : RotationDecision;

    /// <summary>Rotation is off: hand out an access token of <paramref name="Session"/>, the refresh token goes on being good.</summary>
    public sealed record Keep(SessionState Session) : RotationDecision;

    /// <summary>Refuse it; the session is as it was.</summary>
    public sealed record Refuse(RefusalCause Cause) : RotationDecision;

    /// <summary>Refuse it and end the session: make <paramref name="Next"/> durable, then answer.</summary>
    public sealed record Revoke(RefusalCause Cause, SessionState Next) : RotationDecision;
}

/// <summary>The rule of refresh-token rotation: one successor per generation, whatever is retried, raced, lost or stolen.</summary>
/// <remarks>Pure, so that it can be tested without a cluster. RFC 9700 section 4.14.2.</remarks>
internal static class RefreshRotation
{
    /// <param name="session">The session as storage has it; null if it has none.</param>
    /// <param name="user">The standing of the token's user; null if gone, <see cref="UserStanding.Nobody"/> if it names none.</param>
    /// <param name="presented">The token, whose MAC and expiry were checked.</param>
    /// <param name="now">The present time.</param>
    /// <param name="rules">The settings.</param>
    public static RotationDecision Decide(
        SessionState? session, UserStanding? user, RefreshToken presented, DateTimeOffset now, SessionRules rules)
    {
        if (session is null && presented.IsAdopted && user is not null)
        {
            if (IsOver(presented, user))
                return new RotationDecision.Refuse(RefusalCause.Epoch);
            session = SessionState.Adopt(presented, user.SessionEpoch, now, rules);
        }

        if (session is null && presented.IsAdopted)
            return new RotationDecision.Refuse(RefusalCause.UserInactive);
        if (session is null || session.User != presented.User)
            return new RotationDecision.Refuse(RefusalCause.Unknown);
        if (session.Revoked is not null)
            return new RotationDecision.Refuse(RefusalCause.Revoked);

        // A token of the future or of the distant past is evidence, whatever else would have refused it.
        if (presented.Generation > session.Generation)
            return Revoke(session, RefusalCause.AheadOfStorage, RevocationCause.AheadOfStorage, now);
        if (presented.Generation != session.Generation && !IsRepetition(session, presented, now, rules))
            return Revoke(session, RefusalCause.Reused, RevocationCause.Reused, now);

        if (user is { IsActive: true, PasswordFingerprint: { } fingerprint } && fingerprint != presented.PasswordFingerprint)
            return Revoke(session, RefusalCause.PasswordChanged, RevocationCause.PasswordChanged, now);

        return FindEnd(session, user, now, rules) is { } cause ? new RotationDecision.Refuse(cause)
            : presented.Generation != session.Generation ? new RotationDecision.Repeat()
            : rules.Rotates ? new RotationDecision.Spend(session.Advance(now, rules, presented.IdempotencyKey))
            : new RotationDecision.Keep(session);
    }

    // Only the token just spent, and only counted from when it was: RotatedAt moves with a rotation, never with a repetition.
    private static bool IsRepetition(SessionState session, RefreshToken presented, DateTimeOffset now, SessionRules rules) =>
        presented.Generation == session.Generation - 1
        && (IsWithin(rules.ReuseGracePeriod, session, now)
            || (presented.IdempotencyKey is { } key && key == session.SpentWith && IsWithin(rules.IdempotencyPeriod, session, now)));

    // A clock that went back makes no repetition where none is allowed.
    private static bool IsWithin(TimeSpan period, SessionState session, DateTimeOffset now) =>
        period > TimeSpan.Zero && now - session.RotatedAt < period;

    private static RefusalCause? FindEnd(SessionState session, UserStanding? user, DateTimeOffset now, SessionRules rules)
    {
        if (user is not { IsActive: true })
            return RefusalCause.UserInactive;
        if (user.SessionEpoch != session.Epoch)
            return RefusalCause.Epoch;
        if (now >= session.AbsoluteEnd)
            return RefusalCause.Absolute;
        return now - session.RotatedAt >= rules.IdleLifetime && !IsFirstOfDjango(session) ? RefusalCause.Idle : null;
    }

    // It has Django's lifetime, which its own expiry keeps.
    private static bool IsFirstOfDjango(SessionState session) => session is { IsAdopted: true, Generation: 0 };

    // It was made before all sessions of its user were ended. Its time is in whole seconds, cut off.
    private static bool IsOver(RefreshToken presented, UserStanding user) =>
        user.SessionsEndedAt is { } endedAt && presented.IssuedAt + TimeSpan.FromSeconds(1) <= endedAt;

    private static RotationDecision.Revoke Revoke(SessionState session, RefusalCause refusal, RevocationCause cause, DateTimeOffset now) =>
        new(refusal, session.Revoke(cause, now));
}
