using System.Security.Claims;
using TokenGrains.Tokens;
using TokenGrains.Users;

namespace TokenGrains.ApiHost.Authentication;

/// <summary>The names of the ways to authenticate. None is the default: an endpoint that needs none pays for none.</summary>
internal static class AuthenticationSchemes
{
    /// <summary>Access tokens (RFC 6750), validated by JwtBearer.</summary>
    public const string AccessToken = "Bearer";

    /// <summary>Access tokens, and the account behind them as it is now.</summary>
    public const string AccessTokenUser = "BearerUser";

    /// <summary>Name and password (RFC 7617).</summary>
    public const string Basic = "Basic";

    /// <summary>Opaque tokens, in Django REST framework's header: <c>Authorization: Token tg_...</c>.</summary>
    public const string OpaqueToken = "Token";
}

/// <summary>The claims that both schemes give a caller.</summary>
internal static class TokenGrainsClaims
{
    public const string User = "user_id";
    public const string Name = "preferred_username";
    public const string Session = "sid";
    public const string Staff = "is_staff";
    public const string Scope = "scope";

    /// <summary>The user a scheme of ours has authenticated; null if its token names nobody of ours.</summary>
    public static UserId? FindUserId(this ClaimsPrincipal caller) => UserId.TryParse(caller.FindFirstValue(User), out var user) ? user : null;

    /// <summary>The JWT that the caller came with.</summary>
    public static VerifiedToken GetToken(this ClaimsPrincipal caller) =>
        (caller.Identity as ClaimsIdentity)?.BootstrapContext as VerifiedToken
            ?? throw new InvalidOperationException("The caller was not authenticated with a JWT.");

    /// <summary>Django's <c>is_staff</c>, as the scheme knew it.</summary>
    public static bool IsStaff(this ClaimsPrincipal caller) => caller.HasClaim(Staff, "true");

    /// <summary>What the caller's token may be used for.</summary>
    public static TokenScope GetScope(this ClaimsPrincipal caller)
    {
        if (caller.FindFirst(Scope) is not { } claim)
            return default;

        // The default scope is everything: what cannot be read must not come to mean it.
        return TokenScope.TryCreate(claim.Value.Split(' '), out var scope) ? scope : throw new InvalidOperationException("The scope of the caller is none of ours.");
    }

    /// <summary>The caller that an account stands for.</summary>
    public static ClaimsIdentity Identify(UserDescription user, string scheme, TokenScope scope = default)
    {
        var identity = new ClaimsIdentity(scheme, Name, roleType: null);
        identity.AddClaim(new Claim(User, user.User.ToString()));
        identity.AddClaim(new Claim(Name, user.Name.Value));
        if (user.IsStaff)
            identity.AddClaim(new Claim(Staff, "true"));
        if (!scope.IsFull)
            identity.AddClaim(new Claim(Scope, scope.ToString()));
        return identity;
    }
}
