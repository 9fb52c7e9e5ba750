namespace TokenGrains.Users;

/// <summary>What an administrator may see of an account.</summary>
/// <param name="User">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="IsActive">Whether it may sign in.</param>
/// <param name="IsStaff">Whether it may use the admin face.</param>
/// <param name="JoinedAt">When it was made.</param>
/// <param name="LastLoginAt">When it last signed in, as far as that is recorded (<c>UPDATE_LAST_LOGIN</c>).</param>
/// <param name="Version">Grows with each change that the revocation feed tells of; what is older than the feed demands must not be kept.</param>
[GenerateSerializer, Immutable, Alias("tokengrains.UserDescription")]
public sealed record UserDescription(
    [property: Id(0)] UserId User,
    [property: Id(1)] Username Name,
    [property: Id(2)] bool IsActive,
    [property: Id(3)] bool IsStaff,
    [property: Id(4)] DateTimeOffset JoinedAt,
    [property: Id(5)] DateTimeOffset? LastLoginAt,
    [property: Id(6)] uint Version = 0);
