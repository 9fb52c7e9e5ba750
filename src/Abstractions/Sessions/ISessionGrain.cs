using Orleans.Concurrency;
using TokenGrains.Tokens;

namespace TokenGrains.Sessions;

/// <summary>Owns one sign-in: the generation of its refresh token, and whether and why it ended. Its key is the session id.</summary>
[Alias("tokengrains.ISessionGrain"), GrainInterfaceType("session")]
public interface ISessionGrain : IGrainWithStringKey
{
    /// <summary>
    /// Spends <paramref name="presented"/> and returns the next pair. A spent token within the reuse grace period gets the
    /// same successor again, and so it does for a day with the idempotency key that it was spent with; otherwise it revokes the
    /// session (RFC 9700 section 4.14.2).
    /// </summary>
    /// <param name="presented">The token, whose MAC and times were checked.</param>
    /// <param name="client">Where it came from; null leaves what is known.</param>
    [Alias("Rotate")]
    Task<RotateResult> Rotate(RefreshToken presented, ClientInfo? client = null);

    /// <summary>Ends the session that <paramref name="presented"/> belongs to (RFC 7009).</summary>
    [Alias("Revoke")]
    Task<RevokeResult> Revoke(RefreshToken presented);

    /// <summary>Whether <paramref name="presented"/> would be taken by <see cref="Rotate"/> now. Changes nothing.</summary>
    [AlwaysInterleave, Repeatable, Alias("IsLive")]
    Task<bool> IsLive(RefreshToken presented);

    /// <summary>
    /// Whether an access token of the session is still good: neither the session nor its user was ended. For hosts that the
    /// revocation feed does not reach.
    /// </summary>
    [AlwaysInterleave, Repeatable, Alias("Admits")]
    Task<bool> Admits(AccessToken presented);

    /// <summary>Ends the session for the user whose it is; false if it is not there or another's.</summary>
    [Repeatable, Alias("RevokeFor")]
    Task<bool> RevokeFor(Users.UserId owner);
}
