namespace TokenGrains.Users;

/// <summary>What is to change about an account; null leaves a thing as it is.</summary>
/// <param name="IsActive">Whether it may sign in. While it may not, its sessions and opaque tokens sleep; afterwards they work again.</param>
/// <param name="IsStaff">Whether it may use the admin face.</param>
/// <param name="Password">A new password as it was typed. It ends the user's sessions.</param>
[GenerateSerializer, Immutable, Alias("tokengrains.UserChanges")]
public sealed record UserChanges(
    [property: Id(0)] bool? IsActive = null,
    [property: Id(1)] bool? IsStaff = null,
    [property: Id(2)] string? Password = null)
{
    /// <summary>Without the password, which must not reach a log.</summary>
    public override string ToString() => nameof(UserChanges);
}
