using TokenGrains.Sessions;
using TokenGrains.Users;

namespace TokenGrains.Tokens;

/// <summary>An access or sliding token as it is presented, after its signature and times were checked: what tells whether it was ended early.</summary>
/// <param name="Session">The session it belongs to; null in sliding tokens and in tokens that Django made.</param>
/// <param name="User">Whose it is; the default value where it names no id of ours.</param>
/// <param name="SessionEpoch">The user's session epoch when its session began; null in a token that Django may have made.</param>
/// <param name="IssuedAt">When it was made, in whole seconds, cut off.</param>
[GenerateSerializer, Immutable, Alias("tokengrains.AccessToken")]
public sealed record AccessToken(
    [property: Id(0)] SessionId? Session,
    [property: Id(1)] UserId User,
    [property: Id(2)] uint? SessionEpoch,
    [property: Id(3)] DateTimeOffset IssuedAt)
{
    /// <summary>Takes a verified JWT as one.</summary>
    public static AccessToken From(VerifiedToken token) => new(
        token.Session,
        token.User ?? default,
        token.SessionEpoch ?? (token is { Session: null, MayBeOfDjango: true } ? null : 0),
        token.IssuedAt ?? DateTimeOffset.UnixEpoch);

    /// <summary>
    /// Whether its user's sessions were all ended after its own began. A token without an epoch is older than that, or of the same
    /// second, which is the safe side of it.
    /// </summary>
    /// <param name="sessionEpoch">The user's epoch now.</param>
    /// <param name="sessionsEndedAt">When it last moved (UTC); null if it never did.</param>
    public bool IsEndedBy(uint sessionEpoch, DateTimeOffset? sessionsEndedAt) =>
        SessionEpoch is { } epoch ? sessionEpoch > epoch : sessionEpoch > 0 && IssuedAt <= sessionsEndedAt;
}
