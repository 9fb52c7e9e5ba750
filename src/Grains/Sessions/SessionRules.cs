using TokenGrains.Tokens;

namespace TokenGrains.Grains.Sessions;

/// <summary>The settings that rotation depends on, with their defaults worked out.</summary>
internal sealed record SessionRules(
    bool Rotates, TimeSpan ReuseGracePeriod, TimeSpan RefreshTokenLifetime, TimeSpan IdleLifetime, TimeSpan AbsoluteLifetime,
    TimeSpan Leeway = default)
{
    private static readonly TimeSpan DefaultAbsoluteLifetime = TimeSpan.FromDays(30);

    /// <summary>How long after it was spent a refresh token gets the same successor again by its idempotency key.</summary>
    public TimeSpan IdempotencyPeriod { get; init; } = TimeSpan.FromHours(24);

    public static SessionRules From(SessionOptions sessions, SimpleJwtOptions jwt)
    {
        var refreshLifetime = jwt.RefreshTokenLifetime;
        return new SessionRules(
            jwt.RotateRefreshTokens,
            sessions.ReuseGracePeriod,
            refreshLifetime,
            // The token's own expiry, which the host checks, is met with the same leeway.
            (sessions.IdleLifetime ?? refreshLifetime) + jwt.Leeway,
            sessions.AbsoluteLifetime ?? (refreshLifetime > DefaultAbsoluteLifetime ? refreshLifetime : DefaultAbsoluteLifetime),
            jwt.Leeway);
    }
}
