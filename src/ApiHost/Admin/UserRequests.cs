using System.Text.Json;
using System.Text.Json.Serialization;
using TokenGrains.Users;

namespace TokenGrains.ApiHost.Admin;

/// <summary>An account to be made.</summary>
internal sealed record CreateUserRequest
{
    public required string Username { get; init; }

    public required string Password { get; init; }

    /// <summary>True unless given. (The source generator gives init-only properties no default of their own.)</summary>
    public bool? IsActive { get; init; }

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

/// <summary>A user's opaque token to be given out.</summary>
internal sealed record CreateTokenRequest
{
    /// <summary>Ends the token there is, and an imported one, and makes a new one.</summary>
    public bool Regenerate { get; init; }
}

/// <summary>The text of an opaque token.</summary>
internal sealed record TokenResponse(string Token)
{
    /// <summary>Without the token, which must not reach a log.</summary>
    public override string ToString() => nameof(TokenResponse);
}

/// <summary>How many rows were deleted; to be asked for again until it is 0.</summary>
internal sealed record FlushResponse(int Deleted);

/// <summary>An account. The id is a number, as in Django.</summary>
internal sealed record UserResponse(long Id, string Username, bool IsActive, bool IsStaff, DateTimeOffset DateJoined, DateTimeOffset? LastLogin)
{
    public static UserResponse From(UserDescription user) =>
        new(user.User.Value, user.Name.Value, user.IsActive, user.IsStaff, user.JoinedAt, user.LastLoginAt);
}

/// <summary>How the admin face reads and writes JSON: strictly, in snake_case.</summary>
[JsonSerializable(typeof(CreateUserRequest))]
[JsonSerializable(typeof(ChangeUserRequest))]
[JsonSerializable(typeof(CreateTokenRequest))]
[JsonSerializable(typeof(TokenResponse))]
[JsonSerializable(typeof(FlushResponse))]
[JsonSerializable(typeof(UserResponse))]
[JsonSerializable(typeof(UserResponse[]))]
internal sealed partial class AdminJson : JsonSerializerContext
{
    private const int DeepestBody = 8;

    /// <summary>As part of a host's options a context brings its types only; the rules have to be set there.</summary>
    public static void Configure(JsonSerializerOptions options)
    {
        options.TypeInfoResolverChain.Insert(0, Default);
        options.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.AllowDuplicateProperties = false;
        options.RespectNullableAnnotations = true;
        options.MaxDepth = DeepestBody;
    }
}
