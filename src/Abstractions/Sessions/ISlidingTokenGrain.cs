using TokenGrains.Tokens;

namespace TokenGrains.Sessions;

/// <summary>Renews sliding tokens. They belong to no session and nothing is kept of them, as in SimpleJWT; the grain is there because keys sign on silos only.</summary>
[Alias("tokengrains.ISlidingTokenGrain"), GrainInterfaceType("sliding-token")]
public interface ISlidingTokenGrain : IGrainWithStringKey
{
    /// <summary>The same token with a new <c>exp</c> and <c>iat</c>.</summary>
    [Repeatable, Alias("Renew")]
    Task<RenewResult> Renew(SlidingToken presented);
}

/// <summary>A sliding token as it is presented, after its signature and times were checked.</summary>
/// <param name="Id">Its <c>jti</c>.</param>
/// <param name="User">Whose it is; the default value where a token of Django names nobody.</param>
/// <param name="RefreshExpiresAt">Until when it can be renewed.</param>
/// <param name="Claims">What it carries, as a JSON object; null for nothing.</param>
/// <param name="PasswordFingerprint">Its <c>REVOKE_TOKEN_CLAIM</c>; null if it has none.</param>
/// <param name="Access">What it is as a token that opens resources; null from a host of an older version.</param>
[GenerateSerializer, Immutable, Alias("tokengrains.SlidingToken")]
public sealed record SlidingToken(
    [property: Id(0)] string Id,
    [property: Id(1)] Users.UserId User,
    [property: Id(2)] DateTimeOffset RefreshExpiresAt,
    [property: Id(3)] string? Claims,
    [property: Id(4)] string? PasswordFingerprint,
    [property: Id(5)] AccessToken? Access = null)
{
    /// <summary>Without the claims, which may be anything.</summary>
    public override string ToString() => $"{nameof(SlidingToken)} of user {User}";
}

/// <summary>How the renewal of a sliding token ended.</summary>
[GenerateSerializer, Immutable, Alias("tokengrains.RenewResult")]
public abstract record RenewResult
{
    private RenewResult() { }

    /// <summary>The renewed token.</summary>
    [GenerateSerializer, Immutable, Alias("tokengrains.RenewResult.Renewed")]
    public sealed record Renewed([property: Id(0)] string Token) : RenewResult
    {
        /// <summary>Without the token, which must not reach a log.</summary>
        public override string ToString() => nameof(Renewed);
    }

    /// <summary>The user may not sign in, or is gone.</summary>
    [GenerateSerializer, Immutable, Alias("tokengrains.RenewResult.UserInactive")]
    public sealed record UserInactive : RenewResult;

    /// <summary>All sign-ins of the user were ended since the token was made.</summary>
    [GenerateSerializer, Immutable, Alias("tokengrains.RenewResult.Ended")]
    public sealed record Ended : RenewResult;

    /// <summary>The password has changed since the token was made (<c>CHECK_REVOKE_TOKEN</c>).</summary>
    [GenerateSerializer, Immutable, Alias("tokengrains.RenewResult.PasswordChanged")]
    public sealed record PasswordChanged : RenewResult;
}
