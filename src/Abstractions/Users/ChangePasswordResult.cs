namespace TokenGrains.Users;

/// <summary>How a change of one's own password ended.</summary>
[GenerateSerializer, Immutable, Alias("tokengrains.ChangePasswordResult")]
public abstract record ChangePasswordResult
{
    private ChangePasswordResult() { }

    /// <summary>It is durable, and all other sessions are over.</summary>
    [GenerateSerializer, Immutable, Alias("tokengrains.ChangePasswordResult.Changed")]
    public sealed record Changed : ChangePasswordResult;

    /// <summary>The present password is another one; nothing was changed.</summary>
    [GenerateSerializer, Immutable, Alias("tokengrains.ChangePasswordResult.WrongPassword")]
    public sealed record WrongPassword : ChangePasswordResult;

    /// <summary>The new password is not allowed.</summary>
    [GenerateSerializer, Immutable, Alias("tokengrains.ChangePasswordResult.PasswordRefused")]
    public sealed record PasswordRefused([property: Id(0)] PasswordFault Fault) : ChangePasswordResult;

    /// <summary>There is no such user, or no longer, or it may not sign in.</summary>
    [GenerateSerializer, Immutable, Alias("tokengrains.ChangePasswordResult.UnknownUser")]
    public sealed record UnknownUser : ChangePasswordResult;

    /// <summary>The queue of passwords to be hashed is full; nothing was checked.</summary>
    [GenerateSerializer, Immutable, Alias("tokengrains.ChangePasswordResult.Overloaded")]
    public sealed record Overloaded : ChangePasswordResult;
}

/// <summary>A change of one's own password.</summary>
/// <param name="CurrentPassword">The password up to now, as it was typed.</param>
/// <param name="NewPassword">The password from now on, as it was typed.</param>
/// <param name="Session">The session that outlasts the change; null for none.</param>
[GenerateSerializer, Immutable, Alias("tokengrains.PasswordChange")]
public sealed record PasswordChange(
    [property: Id(0)] string CurrentPassword, [property: Id(1)] string NewPassword, [property: Id(2)] Sessions.SessionId? Session)
{
    /// <summary>Without the passwords, which must not reach a log.</summary>
    public override string ToString() => nameof(PasswordChange);
}
