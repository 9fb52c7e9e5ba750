using TokenGrains.Tokens;

namespace TokenGrains.Users;

/// <summary>How a user's own change of password ended.</summary>
[GenerateSerializer, Immutable, Alias("tokengrains.ChangePasswordResult")]
public abstract record ChangePasswordResult
{
    private ChangePasswordResult() { }

    /// <summary>It is durable, and every earlier session is over.</summary>
    /// <param name="Tokens">The first pair of the new session; null if none was asked for, or the user may not sign in or has too many.</param>
    [GenerateSerializer, Immutable, Alias("tokengrains.ChangePasswordResult.Changed")]
    public sealed record Changed([property: Id(0)] TokenPair? Tokens) : ChangePasswordResult;

    /// <summary>The present password is another; nothing was changed.</summary>
    [GenerateSerializer, Immutable, Alias("tokengrains.ChangePasswordResult.WrongPassword")]
    public sealed record WrongPassword : ChangePasswordResult;

    /// <summary>The password policy refuses the new password; nothing was changed.</summary>
    [GenerateSerializer, Immutable, Alias("tokengrains.ChangePasswordResult.PasswordRefused")]
    public sealed record PasswordRefused([property: Id(0)] PasswordFault Fault) : ChangePasswordResult;

    /// <summary>There is no such user.</summary>
    [GenerateSerializer, Immutable, Alias("tokengrains.ChangePasswordResult.UnknownUser")]
    public sealed record UnknownUser : ChangePasswordResult;

    /// <summary>The queue of passwords to be hashed is full; nothing was changed.</summary>
    [GenerateSerializer, Immutable, Alias("tokengrains.ChangePasswordResult.Overloaded")]
    public sealed record Overloaded : ChangePasswordResult;
}
