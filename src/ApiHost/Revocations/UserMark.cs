using TokenGrains.Revocations;
using TokenGrains.Tokens;

namespace TokenGrains.ApiHost.Revocations;

/// <summary>What the feed demands of tokens of one user.</summary>
/// <param name="Version">What verdicts must rest on at least.</param>
/// <param name="SessionEpoch">Tokens of an older epoch are over.</param>
/// <param name="SessionsEndedAt">When the epoch last moved.</param>
/// <param name="IsActive">Whether any JWT is taken.</param>
internal readonly record struct UserMark(uint Version, uint SessionEpoch, DateTimeOffset? SessionsEndedAt, bool IsActive)
{
    public static UserMark From(Revocation.UserChanged changed) =>
        new(changed.Version, changed.SessionEpoch, changed.SessionsEndedAt, changed.IsActive);

    /// <summary>The mark after one more entry of the feed.</summary>
    /// <remarks>
    /// Entries of one version come from writes of which at most one has succeeded: what any of them ends counts as ended. A lower
    /// version comes from a grain that others have replaced; its write has failed.
    /// </remarks>
    public UserMark Add(UserMark later) =>
        later.Version > Version ? later
        : later.Version < Version ? this
        : new UserMark(
            Version,
            Math.Max(SessionEpoch, later.SessionEpoch),
            SessionsEndedAt is { } one && !(later.SessionsEndedAt > one) ? one : later.SessionsEndedAt,
            IsActive && later.IsActive);

    /// <summary>Whether a token of the user is over.</summary>
    public bool Ends(AccessToken token) => !IsActive || token.IsEndedBy(SessionEpoch, SessionsEndedAt);
}
