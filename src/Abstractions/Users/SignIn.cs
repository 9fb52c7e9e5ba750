namespace TokenGrains.Users;

/// <summary>What a sign-in is to yield.</summary>
[GenerateSerializer, Alias("tokengrains.SignInPurpose")]
public enum SignInPurpose
{
    /// <summary>A session of its own, with a first pair of JWTs.</summary>
    Session,

    /// <summary>The user's opaque token named <c>default</c>: made if there is none, the same again if there is.</summary>
    OpaqueToken,

    /// <summary>A sliding token.</summary>
    SlidingToken,

    /// <summary>Nothing but the knowledge who it is, for HTTP's Basic scheme.</summary>
    Identity,
}

/// <summary>A name and its password, and what is wanted for them.</summary>
/// <param name="Name">The name.</param>
/// <param name="Password">The password as it was typed.</param>
/// <param name="Purpose">What the sign-in is to yield.</param>
/// <param name="Client">Where it comes from; null if that is not known.</param>
[GenerateSerializer, Immutable, Alias("tokengrains.SignIn")]
public sealed record SignIn(
    [property: Id(0)] Username Name, [property: Id(1)] string Password, [property: Id(2)] SignInPurpose Purpose,
    [property: Id(3)] Sessions.ClientInfo? Client = null)
{
    /// <summary>Without the password, which must not reach a log.</summary>
    public override string ToString() => $"{nameof(SignIn)} for {Purpose}";
}
