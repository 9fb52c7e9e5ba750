using TokenGrains.Sessions;
using TokenGrains.Users;

namespace TokenGrains.Revocations;

/// <summary>One entry of the revocation feed: what has ended, or may have.</summary>
/// <remarks>An entry stands in the feed before the thing itself is written: after a crash between the two it says more than happened, never less.</remarks>
[GenerateSerializer, Immutable, Alias("tokengrains.Revocation")]
public abstract record Revocation
{
    private Revocation(DateTimeOffset at) => At = at;

    /// <summary>When it was written (UTC).</summary>
    [Id(0)]
    public DateTimeOffset At { get; init; }

    /// <summary>A session was ended; it never comes back.</summary>
    /// <param name="Session">Which.</param>
    /// <param name="At">When it was written (UTC).</param>
    [GenerateSerializer, Immutable, Alias("tokengrains.Revocation.SessionEnded")]
    public sealed record SessionEnded([property: Id(0)] SessionId Session, DateTimeOffset At) : Revocation(At);

    /// <summary>What tokens of the user are judged by was changed.</summary>
    /// <param name="User">Who.</param>
    /// <param name="Version">Verdicts about the user that rest on an older version are void.</param>
    /// <param name="SessionEpoch">Tokens of an older epoch are over.</param>
    /// <param name="SessionsEndedAt">When the epoch last moved (UTC): a token that Django made earlier, which has no epoch, is over, too.</param>
    /// <param name="IsActive">Whether JWTs of the user are taken; false for a user who was deleted.</param>
    /// <param name="At">When it was written (UTC).</param>
    [GenerateSerializer, Immutable, Alias("tokengrains.Revocation.UserChanged")]
    public sealed record UserChanged(
        [property: Id(0)] UserId User,
        [property: Id(1)] uint Version,
        [property: Id(2)] uint SessionEpoch,
        [property: Id(3)] DateTimeOffset? SessionsEndedAt,
        [property: Id(4)] bool IsActive,
        DateTimeOffset At) : Revocation(At);
}
