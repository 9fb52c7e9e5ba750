using TokenGrains.Tokens;

namespace TokenGrains.Users;

/// <summary>Whom an opaque token speaks for.</summary>
[GenerateSerializer, Immutable, Alias("tokengrains.AuthenticateResult")]
public abstract record AuthenticateResult
{
    private AuthenticateResult() { }

    /// <summary>This user, who is active.</summary>
    /// <param name="User">The user.</param>
    /// <param name="Scope">What the token may be used for.</param>
    /// <param name="ExpiresAt">From when on the token does not work (UTC): a kept answer ends then. Null if it has no end.</param>
    [GenerateSerializer, Immutable, Alias("tokengrains.AuthenticateResult.Authenticated")]
    public sealed record Authenticated(
        [property: Id(0)] UserDescription User,
        [property: Id(1)] TokenScope Scope = default,
        [property: Id(2)] DateTimeOffset? ExpiresAt = null) : AuthenticateResult;

    /// <summary>Nobody: the token has ended, or the user is gone.</summary>
    [GenerateSerializer, Immutable, Alias("tokengrains.AuthenticateResult.Unknown")]
    public sealed record Unknown : AuthenticateResult;

    /// <summary>A user who may not sign in.</summary>
    [GenerateSerializer, Immutable, Alias("tokengrains.AuthenticateResult.UserInactive")]
    public sealed record UserInactive : AuthenticateResult;
}
