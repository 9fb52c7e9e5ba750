namespace TokenGrains.Users;

/// <summary>An account to be made.</summary>
/// <param name="User">The id it gets, from <see cref="UserId.Create"/>.</param>
/// <param name="Name">Its name; must be well-formed.</param>
/// <param name="Password">Its password as it was typed.</param>
/// <param name="IsActive">Whether it may sign in.</param>
/// <param name="IsStaff">Whether it may use the admin face.</param>
/// <param name="SignsIn">Whether the new user gets its opaque token and a first session at once.</param>
/// <param name="GetsToken">Whether it gets its opaque token at once; <paramref name="SignsIn"/> implies that.</param>
/// <param name="Client">Where it comes from; null if that is not known.</param>
[GenerateSerializer, Immutable, Alias("tokengrains.Registration")]
public sealed record Registration(
    [property: Id(0)] UserId User,
    [property: Id(1)] Username Name,
    [property: Id(2)] string Password,
    [property: Id(3)] bool IsActive = true,
    [property: Id(4)] bool IsStaff = false,
    [property: Id(5)] bool SignsIn = false,
    [property: Id(6)] bool GetsToken = false,
    [property: Id(7)] Sessions.ClientInfo? Client = null)
{
    /// <summary>Without the password, which must not reach a log.</summary>
    public override string ToString() => $"{nameof(Registration)} of user {User}";
}
