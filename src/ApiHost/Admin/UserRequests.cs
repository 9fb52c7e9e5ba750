using System.Text.Json.Serialization;
using TokenGrains.Users;

namespace TokenGrains.ApiHost.Admin;

/// <summary>An account to be made.</summary>
internal sealed record CreateUserRequest
{
    public required string Username { get; init; }

    public required string Password { get; init; }

    public bool IsActive { get; init; } = true;

    public bool IsStaff { get; init; }
}

/// <summary>What is to change about an account; what is absent stays as it is.</summary>
internal sealed record ChangeUserRequest
{
    public string? Username { get; init; }

    public string? Password { get; init; }

    public bool? IsActive { get; init; }

    public bool? IsStaff { get; init; }
}

/// <summary>An account. The id is a number, as in Django.</summary>
internal sealed record UserResponse(long Id, string Username, bool IsActive, bool IsStaff, DateTimeOffset DateJoined, DateTimeOffset? LastLogin)
{
    public static UserResponse From(UserDescription user) =>
        new(user.User.Value, user.Name.Value, user.IsActive, user.IsStaff, user.JoinedAt, user.LastLoginAt);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    MaxDepth = 8)]
[JsonSerializable(typeof(CreateUserRequest))]
[JsonSerializable(typeof(ChangeUserRequest))]
[JsonSerializable(typeof(UserResponse))]
[JsonSerializable(typeof(UserResponse[]))]
internal sealed partial class AdminJson : JsonSerializerContext;
