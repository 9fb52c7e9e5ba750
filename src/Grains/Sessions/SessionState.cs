using TokenGrains.Sessions;
using TokenGrains.Storage;
using TokenGrains.Tokens;
using TokenGrains.Users;

namespace TokenGrains.Grains.Sessions;

/// <summary>What is stored of one session, under the state name <c>session</c>. Its size does not grow with refreshes.</summary>
[GenerateSerializer, Immutable, Alias("tokengrains.SessionState")]
internal sealed record SessionState : IExpiringState
{
    /// <summary>Whose session it is.</summary>
    [Id(0)]
    public required UserId User { get; init; }

    /// <summary>The user's session epoch when it began; it is over once the user's is greater.</summary>
    [Id(1)]
    public required uint Epoch { get; init; }

    /// <summary>When it began (UTC).</summary>
    [Id(2)]
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ends however often it is refreshed (UTC); never changes.</summary>
    [Id(3)]
    public required DateTimeOffset AbsoluteEnd { get; init; }

    /// <summary>The generation of the refresh token that is good now, from 0. The one before it was spent.</summary>
    [Id(4)]
    public required uint Generation { get; init; }

    /// <summary>When the token of this generation was made, and that of the one before it spent (UTC).</summary>
    [Id(5)]
    public required DateTimeOffset RotatedAt { get; init; }

    /// <summary>When the token of this generation ends (UTC); kept, so that the token can be written again byte for byte.</summary>
    [Id(6)]
    public required DateTimeOffset RefreshExpiresAt { get; init; }

    /// <summary>Why the session was revoked; null while it was not.</summary>
    [Id(7)]
    public RevocationCause? Revoked { get; init; }

    /// <summary>When it was revoked (UTC); null while it was not.</summary>
    [Id(8)]
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>What all its tokens carry beyond our own claims, as a JSON object; null for nothing.</summary>
    [Id(9)]
    public string? Claims { get; init; }

    /// <summary>True if its first refresh token was made by Django: that one has Django's lifetime, and no generation in its <c>jti</c>.</summary>
    [Id(10)]
    public bool IsAdopted { get; init; }

    /// <summary>The idempotency key that the token of the generation before this one was spent with; null if with none.</summary>
    [Id(11)]
    public IdempotencyKey? SpentWith { get; init; }

    /// <summary>Where it was started or last refreshed from; null if that is not known.</summary>
    [Id(13)]
    public ClientInfo? Client { get; init; }

    /// <summary>The session that its user started before it; null for the first.</summary>
    [Id(14)]
    public SessionId? Previous { get; init; }

    DateTimeOffset? IExpiringState.LatestEnd => AbsoluteEnd;

    /// <summary>The first state of a session.</summary>
    public static SessionState Begin(UserId user, uint epoch, DateTimeOffset now, SessionRules rules, string? claims = null)
    {
        var absoluteEnd = now + rules.AbsoluteLifetime;
        return new SessionState
        {
            User = user,
            Epoch = epoch,
            StartedAt = now,
            AbsoluteEnd = absoluteEnd,
            Generation = 0,
            RotatedAt = now,
            RefreshExpiresAt = Earlier(now + rules.RefreshTokenLifetime, absoluteEnd),
            Claims = claims,
        };
    }

    /// <summary>The first state of a session whose first refresh token was made by Django.</summary>
    public static SessionState Adopt(RefreshToken presented, uint epoch, DateTimeOffset now, SessionRules rules)
    {
        // Once the row is gone the token would be good again: it must not go first.
        var (usual, ownEnd) = (now + rules.AbsoluteLifetime, presented.ExpiresAt + rules.Leeway);
        return new SessionState
        {
            User = presented.User,
            Epoch = epoch,
            StartedAt = presented.IssuedAt,
            AbsoluteEnd = usual > ownEnd ? usual : ownEnd,
            Generation = 0,
            RotatedAt = presented.IssuedAt,
            RefreshExpiresAt = presented.ExpiresAt,
            Claims = presented.Claims,
            IsAdopted = true,
        };
    }

    /// <summary>The state after the present refresh token was spent.</summary>
    public SessionState Advance(DateTimeOffset now, SessionRules rules, IdempotencyKey? spentWith = null) => this with
    {
        Generation = checked(Generation + 1),
        RotatedAt = now,
        RefreshExpiresAt = Earlier(now + rules.RefreshTokenLifetime, AbsoluteEnd),
        SpentWith = spentWith,
    };

    /// <summary>The state after it was ended by decision.</summary>
    public SessionState Revoke(RevocationCause cause, DateTimeOffset now) => this with { Revoked = cause, RevokedAt = now };

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}

/// <summary>Why a session was ended by decision.</summary>
[GenerateSerializer, Alias("tokengrains.RevocationCause")]
internal enum RevocationCause
{
    /// <summary>Its own refresh token was handed in to end it.</summary>
    SignedOut,

    /// <summary>A spent refresh token came back (RFC 9700 section 4.14.2).</summary>
    Reused,

    /// <summary>A refresh token came that storage knows nothing of.</summary>
    AheadOfStorage,

    /// <summary>The password was changed (<c>CHECK_REVOKE_TOKEN</c>).</summary>
    PasswordChanged,

    /// <summary>A later one needed its place (<c>Sessions:MaximumPerUser</c>).</summary>
    Displaced,
}
