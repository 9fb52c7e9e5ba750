namespace TokenGrains.Users;

/// <summary>What a user gives for a new password.</summary>
/// <param name="Current">The present password as it was typed.</param>
/// <param name="New">The new one as it was typed.</param>
/// <param name="StartsSession">Whether a session is to take the place of the caller's own, which ends with all others.</param>
/// <param name="Client">Where the change comes from; null if that is not known.</param>
[GenerateSerializer, Immutable, Alias("tokengrains.PasswordChange")]
public sealed record PasswordChange(
    [property: Id(0)] string Current, [property: Id(1)] string New, [property: Id(2)] bool StartsSession,
    [property: Id(3)] Sessions.ClientInfo? Client = null)
{
    /// <summary>Without the passwords, which must not reach a log.</summary>
    public override string ToString() => nameof(PasswordChange);
}
