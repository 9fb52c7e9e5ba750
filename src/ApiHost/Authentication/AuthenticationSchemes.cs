using System.Security.Claims;
using TokenGrains.Users;

namespace TokenGrains.ApiHost.Authentication;

/// <summary>The names of the ways to authenticate. None is the default: an endpoint that needs none pays for none.</summary>
internal static class AuthenticationSchemes
{
    /// <summary>Access tokens (RFC 6750), validated by JwtBearer.</summary>
    public const string AccessToken = "Bearer";

    /// <summary>Opaque tokens, in Django REST framework's header: <c>Authorization: Token tg_...</c>.</summary>
    public const string OpaqueToken = "Token";
}

/// <summary>The claims that both schemes give a caller.</summary>
internal static class TokenGrainsClaims
{
    public const string User = "user_id";
    public const string Name = "preferred_username";
    public const string Session = "sid";

    /// <summary>The user a scheme of ours has authenticated.</summary>
    public static UserId GetUserId(this ClaimsPrincipal caller) =>
        UserId.TryParse(caller.FindFirstValue(User), out var user)
            ? user
            : throw new InvalidOperationException("The caller was not authenticated by one of our schemes.");
}
