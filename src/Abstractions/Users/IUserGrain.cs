using Orleans.Concurrency;
using TokenGrains.Tokens;

namespace TokenGrains.Users;

/// <summary>Owns one person's password hash, flags and opaque tokens. Its key is the user id.</summary>
[Alias("tokengrains.IUserGrain"), GrainInterfaceType("user")]
public interface IUserGrain : IGrainWithStringKey
{
    /// <summary>Whom an opaque token speaks for.</summary>
    [AlwaysInterleave, Repeatable, Alias("Authenticate")]
    Task<AuthenticateResult> Authenticate(OpaqueToken token);

    /// <summary>Whom an imported authtoken key speaks for.</summary>
    [AlwaysInterleave, Repeatable, Alias("AuthenticateImported")]
    Task<AuthenticateResult> AuthenticateImported(ImportedToken token);

    /// <summary>The account; null if there is none, or no longer.</summary>
    [AlwaysInterleave, Repeatable, Alias("Describe")]
    Task<UserDescription?> Describe();

    /// <summary>
    /// Whether a JWT's <c>REVOKE_TOKEN_CLAIM</c> is that of the present password hash; false if there is no such user. Where
    /// <c>CHECK_REVOKE_TOKEN</c> is off no fingerprint is.
    /// </summary>
    [AlwaysInterleave, Repeatable, Alias("HasPasswordFingerprint")]
    Task<bool> HasPasswordFingerprint(string? fingerprint);

    /// <summary>
    /// Whether a JWT of the user is still good, as far as the user can tell. For hosts that the revocation feed does not reach.
    /// </summary>
    [AlwaysInterleave, Repeatable, Alias("Admits")]
    Task<bool> Admits(AccessToken presented);

    /// <summary>Changes flags and password in one write, and ends what that must end.</summary>
    [Repeatable, Alias("Update"), ResponseTimeout(HashingCalls.ResponseTimeout)]
    Task<UpdateUserResult> Update(UserChanges changes);

    /// <summary>
    /// Changes the password for who knows the present one, and ends all sessions in the same write. A call that is sent again
    /// would find the password changed and say that it is wrong.
    /// </summary>
    [Alias("ChangePassword"), ResponseTimeout(HashingCalls.ResponseTimeout)]
    Task<ChangePasswordResult> ChangePassword(PasswordChange change);

    /// <summary>Deletes the account with everything it owns. Its id is never given out again. False if there is none.</summary>
    [Alias("Delete")]
    Task<bool> Delete();

    /// <summary>
    /// The opaque token named <c>default</c>, without a password and also for a user who may not sign in: the one there is, or
    /// a new one. Null if there is no such user.
    /// </summary>
    /// <param name="regenerate">Ends the one there is, and an imported one, and makes a new one.</param>
    [Alias("GrantToken")]
    Task<GrantedToken?> GrantToken(bool regenerate);

    /// <summary>Ends all opaque tokens of the user. False if there is no such user.</summary>
    [Repeatable, Alias("RevokeOpaqueTokens")]
    Task<bool> RevokeOpaqueTokens();

    /// <summary>Ends all sessions that exist now, in one write whatever their number. False if there is no such user.</summary>
    [Repeatable, Alias("RevokeSessions")]
    Task<bool> RevokeSessions();

    /// <summary>Ends all sessions that exist now but one, in one write whatever their number. False if there is no such user.</summary>
    /// <param name="kept">The one. Its access token ends all the same; its refresh token gets the next.</param>
    [Alias("RevokeOtherSessions")]
    Task<bool> RevokeOtherSessions(Sessions.SessionId kept);
}
