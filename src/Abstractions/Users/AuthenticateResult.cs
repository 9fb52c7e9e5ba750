namespace TokenGrains.Users;

/// <summary>Whom an opaque token speaks for.</summary>
[GenerateSerializer, Immutable, Alias("tokengrains.AuthenticateResult")]
public abstract record AuthenticateResult
{
    private AuthenticateResult() { }

    /// <summary>This user, who is active.</summary>
    [GenerateSerializer, Immutable, Alias("tokengrains.AuthenticateResult.Authenticated")]
    public sealed record Authenticated([property: Id(0)] UserDescription User) : AuthenticateResult;

    /// <summary>Nobody: the token has ended, or the user is gone.</summary>
    [GenerateSerializer, Immutable, Alias("tokengrains.AuthenticateResult.Unknown")]
    public sealed record Unknown : AuthenticateResult;

    /// <summary>A user who may not sign in.</summary>
    [GenerateSerializer, Immutable, Alias("tokengrains.AuthenticateResult.UserInactive")]
    public sealed record UserInactive : AuthenticateResult;
}
