using TokenGrains.Tokens;

namespace TokenGrains.Users;

/// <summary>How a registration ended.</summary>
[GenerateSerializer, Immutable, Alias("tokengrains.RegisterResult")]
public abstract record RegisterResult
{
    private RegisterResult() { }

    /// <summary>The account exists and is durable; with its first tokens, if the registration asked for them.</summary>
    [GenerateSerializer, Immutable, Alias("tokengrains.RegisterResult.Registered")]
    public sealed record Registered([property: Id(0)] UserDescription User, [property: Id(1)] FirstTokens? Tokens) : RegisterResult;

    /// <summary>Somebody else has the name.</summary>
    [GenerateSerializer, Immutable, Alias("tokengrains.RegisterResult.NameTaken")]
    public sealed record NameTaken : RegisterResult;

    /// <summary>The id is or was somebody's; to be tried again with another.</summary>
    [GenerateSerializer, Immutable, Alias("tokengrains.RegisterResult.IdTaken")]
    public sealed record IdTaken : RegisterResult;

    /// <summary>The password policy refuses the password.</summary>
    [GenerateSerializer, Immutable, Alias("tokengrains.RegisterResult.PasswordRefused")]
    public sealed record PasswordRefused([property: Id(0)] PasswordFault Fault) : RegisterResult;

    /// <summary>The queue of passwords to be hashed is full; nothing was done.</summary>
    [GenerateSerializer, Immutable, Alias("tokengrains.RegisterResult.Overloaded")]
    public sealed record Overloaded : RegisterResult;
}

/// <summary>What a user who has just registered gets.</summary>
/// <param name="OpaqueToken">The opaque token named <c>default</c>.</param>
/// <param name="Session">The first pair of a first session; null if none was asked for.</param>
[GenerateSerializer, Immutable, Alias("tokengrains.FirstTokens")]
public sealed record FirstTokens([property: Id(0)] string OpaqueToken, [property: Id(1)] TokenPair? Session)
{
    /// <summary>Nothing of the tokens: they must not reach a log.</summary>
    public override string ToString() => nameof(FirstTokens);
}
