using System.Diagnostics;
using TokenGrains.Grains.Users;
using TokenGrains.Sessions;
using TokenGrains.Users;

namespace TokenGrains.Grains.Sessions;

/// <summary>What its user sees of a session and does with it.</summary>
internal sealed partial class SessionGrain
{
    public Task<SessionDescription?> Describe(UserId owner, UserStanding? standing)
    {
        ForgetIfUnwritten();
        if (_session.Current is not { } session || session.User != owner)
            return Task.FromResult<SessionDescription?>(null);

        var (endedAt, cause) = FindEnd(session, standing, _time.GetUtcNow());
        return Task.FromResult<SessionDescription?>(new SessionDescription(
            _id, session.StartedAt, session.RotatedAt, session.Client, session.Previous, endedAt, cause));
    }

    public Task<bool> RevokeFor(UserId owner) => EndFor(owner, RevocationCause.SignedOut);

    public Task Displace(UserId owner) => EndFor(owner, RevocationCause.Displaced);

    public async Task Outlast(UserId owner, uint from, uint to)
    {
        ForgetIfUnwritten();
        if (_session.Current is { Revoked: null } session && session.User == owner && session.Epoch == from)
        {
            await _session.Write(session with { Epoch = to });

            // Its access token says the old epoch.
            _issued = null;
        }
    }

    private async Task<bool> EndFor(UserId owner, RevocationCause cause)
    {
        ForgetIfUnwritten();
        if (_session.Current is not { } session || session.User != owner)
            return false;

        if (session.Revoked is null)
            await End(session.Revoke(cause, _time.GetUtcNow()));
        return true;
    }

    private (DateTimeOffset? EndedAt, SessionEndCause? Cause) FindEnd(SessionState session, UserStanding? standing, DateTimeOffset now)
    {
        if (session.Revoked is { } revoked)
            return (session.RevokedAt, Describe(revoked));
        if (standing is not null && standing.SessionEpoch > session.Epoch)
            return (standing.SessionsEndedAt, SessionEndCause.Epoch);
        if (now >= session.AbsoluteEnd)
            return (session.AbsoluteEnd, SessionEndCause.Absolute);

        // Its refresh token may end before the idle lifetime does: nothing can refresh it any more.
        var (idleEnd, tokenEnd) = (session.RotatedAt + _rules.IdleLifetime, session.RefreshExpiresAt + _rules.Leeway);
        var end = idleEnd < tokenEnd ? idleEnd : tokenEnd;
        return now >= end ? (end, SessionEndCause.Idle) : (null, null);
    }

    private static SessionEndCause Describe(RevocationCause cause) => cause switch
    {
        RevocationCause.SignedOut => SessionEndCause.SignedOut,
        RevocationCause.Reused => SessionEndCause.Reused,
        RevocationCause.AheadOfStorage => SessionEndCause.AheadOfStorage,
        RevocationCause.PasswordChanged => SessionEndCause.PasswordChanged,
        RevocationCause.Displaced => SessionEndCause.Displaced,
        _ => throw new UnreachableException(cause.ToString()),
    };
}
