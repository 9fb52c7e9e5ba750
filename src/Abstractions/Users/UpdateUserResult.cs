namespace TokenGrains.Users;

/// <summary>How a change of an account ended.</summary>
[GenerateSerializer, Immutable, Alias("tokengrains.UpdateUserResult")]
public abstract record UpdateUserResult
{
    private UpdateUserResult() { }

    /// <summary>It is durable.</summary>
    [GenerateSerializer, Immutable, Alias("tokengrains.UpdateUserResult.Updated")]
    public sealed record Updated([property: Id(0)] UserDescription User) : UpdateUserResult;

    /// <summary>There is no such user.</summary>
    [GenerateSerializer, Immutable, Alias("tokengrains.UpdateUserResult.UnknownUser")]
    public sealed record UnknownUser : UpdateUserResult;

    /// <summary>The password policy refuses the password; nothing was changed.</summary>
    [GenerateSerializer, Immutable, Alias("tokengrains.UpdateUserResult.PasswordRefused")]
    public sealed record PasswordRefused([property: Id(0)] PasswordFault Fault) : UpdateUserResult;

    /// <summary>The queue of passwords to be hashed is full; nothing was changed.</summary>
    [GenerateSerializer, Immutable, Alias("tokengrains.UpdateUserResult.Overloaded")]
    public sealed record Overloaded : UpdateUserResult;
}
