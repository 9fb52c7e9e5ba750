using TokenGrains.Tokens;

namespace TokenGrains.Users;

/// <summary>How a sign-in ended.</summary>
[GenerateSerializer, Immutable, Alias("tokengrains.SignInResult")]
public abstract record SignInResult
{
    private SignInResult() { }

    /// <summary>A session was started and is durable.</summary>
    [GenerateSerializer, Immutable, Alias("tokengrains.SignInResult.SessionStarted")]
    public sealed record SessionStarted([property: Id(0)] UserId User, [property: Id(1)] TokenPair Tokens) : SignInResult;

    /// <summary>The user's opaque token, which is durable.</summary>
    [GenerateSerializer, Immutable, Alias("tokengrains.SignInResult.OpaqueTokenGranted")]
    public sealed record OpaqueTokenGranted([property: Id(0)] UserId User, [property: Id(1)] string Token) : SignInResult
    {
        /// <summary>Without the token, which must not reach a log.</summary>
        public override string ToString() => $"{nameof(OpaqueTokenGranted)} to user {User}";
    }

    /// <summary>A sliding token, of which nothing is kept.</summary>
    [GenerateSerializer, Immutable, Alias("tokengrains.SignInResult.SlidingTokenGranted")]
    public sealed record SlidingTokenGranted([property: Id(0)] UserId User, [property: Id(1)] string Token) : SignInResult
    {
        /// <summary>Without the token, which must not reach a log.</summary>
        public override string ToString() => $"{nameof(SlidingTokenGranted)} to user {User}";
    }

    /// <summary>The password is right, and nothing else was asked.</summary>
    [GenerateSerializer, Immutable, Alias("tokengrains.SignInResult.Identified")]
    public sealed record Identified([property: Id(0)] UserDescription User) : SignInResult;

    /// <summary>Unknown name or wrong password; which of them, nobody outside is told.</summary>
    [GenerateSerializer, Immutable, Alias("tokengrains.SignInResult.InvalidCredentials")]
    public sealed record InvalidCredentials : SignInResult;

    /// <summary>The password is right and the user may not sign in; outside it looks like a wrong password.</summary>
    [GenerateSerializer, Immutable, Alias("tokengrains.SignInResult.UserInactive")]
    public sealed record UserInactive : SignInResult;

    /// <summary>The password is right, and the user has as many sessions as allowed; none was started, and none has ended.</summary>
    [GenerateSerializer, Immutable, Alias("tokengrains.SignInResult.SessionMaximumReached")]
    public sealed record SessionMaximumReached : SignInResult;

    /// <summary>The queue of passwords to be hashed is full; nothing was checked.</summary>
    [GenerateSerializer, Immutable, Alias("tokengrains.SignInResult.Overloaded")]
    public sealed record Overloaded : SignInResult;
}
