using Microsoft.Extensions.Configuration;

namespace TokenGrains.Tokens;

public sealed partial class SimpleJwtOptions
{
    /// <summary>The class of access tokens, as <c>AUTH_TOKEN_CLASSES</c> names it.</summary>
    public const string AccessTokenClass = "rest_framework_simplejwt.tokens.AccessToken";

    /// <summary>The class of sliding tokens, as <c>AUTH_TOKEN_CLASSES</c> names it.</summary>
    public const string SlidingTokenClass = "rest_framework_simplejwt.tokens.SlidingToken";

    private const string SerializerPrefix = "rest_framework_simplejwt.serializers.";
    private const string DefaultRule = "rest_framework_simplejwt.authentication.default_user_authentication_rule";
    private const string DefaultOnLoginSuccess = SerializerPrefix + "default_on_login_success";
    private const string DefaultOnLoginFailed = SerializerPrefix + "default_on_login_failed";
    private const string DefaultTokenUserClass = "rest_framework_simplejwt.models.TokenUser";
    private const string UseHooks = "{0} names Python code, which cannot be loaded here; leave it out and register an ";

    /// <summary>Python code: <see cref="Users.IUserAuthenticationRule"/> takes its place.</summary>
    [ConfigurationKeyName("USER_AUTHENTICATION_RULE"), OnlyValue(DefaultRule, ErrorMessage = UseHooks + "IUserAuthenticationRule.")]
    public string UserAuthenticationRule { get; set; } = DefaultRule;

    /// <summary>Python code: <see cref="Users.ILoginHook"/> takes its place.</summary>
    [ConfigurationKeyName("ON_LOGIN_SUCCESS"), OnlyValue(DefaultOnLoginSuccess, ErrorMessage = UseHooks + "ILoginHook.")]
    public string OnLoginSuccess { get; set; } = DefaultOnLoginSuccess;

    /// <summary>Python code: <see cref="Users.ILoginHook"/> takes its place.</summary>
    [ConfigurationKeyName("ON_LOGIN_FAILED"), OnlyValue(DefaultOnLoginFailed, ErrorMessage = UseHooks + "ILoginHook.")]
    public string OnLoginFailed { get; set; } = DefaultOnLoginFailed;

    /// <summary>Python code: the caller of a stateless view is a <c>ClaimsPrincipal</c>.</summary>
    [ConfigurationKeyName("TOKEN_USER_CLASS"), OnlyValue(DefaultTokenUserClass, ErrorMessage = "{0} names Python code, which cannot be loaded here; leave it out, a stateless view has the token's claims.")]
    public string TokenUserClass { get; set; } = DefaultTokenUserClass;

    /// <summary>Python code: the class that turns Python values into JSON.</summary>
    [ConfigurationKeyName("JSON_ENCODER"), OnlyValue(ErrorMessage = UseHooks + "ITokenClaims, which gives values that are JSON.")]
    public string? JsonEncoder { get; set; }

    /// <summary>Python code: <see cref="Users.ITokenClaims"/> takes its place.</summary>
    [ConfigurationKeyName("TOKEN_OBTAIN_SERIALIZER"), OnlyValue(SerializerPrefix + "TokenObtainPairSerializer", ErrorMessage = UseHooks + "ITokenClaims.")]
    public string TokenObtainSerializer { get; set; } = SerializerPrefix + "TokenObtainPairSerializer";

    /// <summary>Python code: <see cref="Users.IUserAuthenticationRule"/> takes its place.</summary>
    [ConfigurationKeyName("TOKEN_REFRESH_SERIALIZER"), OnlyValue(SerializerPrefix + "TokenRefreshSerializer", ErrorMessage = UseHooks + "IUserAuthenticationRule.")]
    public string TokenRefreshSerializer { get; set; } = SerializerPrefix + "TokenRefreshSerializer";

    /// <summary>Python code.</summary>
    [ConfigurationKeyName("TOKEN_VERIFY_SERIALIZER"), OnlyValue(SerializerPrefix + "TokenVerifySerializer", ErrorMessage = "{0} names Python code, which cannot be loaded here; leave it out.")]
    public string TokenVerifySerializer { get; set; } = SerializerPrefix + "TokenVerifySerializer";

    /// <summary>Python code.</summary>
    [ConfigurationKeyName("TOKEN_BLACKLIST_SERIALIZER"), OnlyValue(SerializerPrefix + "TokenBlacklistSerializer", ErrorMessage = "{0} names Python code, which cannot be loaded here; leave it out.")]
    public string TokenBlacklistSerializer { get; set; } = SerializerPrefix + "TokenBlacklistSerializer";

    /// <summary>Python code: <see cref="Users.ITokenClaims"/> takes its place.</summary>
    [ConfigurationKeyName("SLIDING_TOKEN_OBTAIN_SERIALIZER"), OnlyValue(SerializerPrefix + "TokenObtainSlidingSerializer", ErrorMessage = UseHooks + "ITokenClaims.")]
    public string SlidingTokenObtainSerializer { get; set; } = SerializerPrefix + "TokenObtainSlidingSerializer";

    /// <summary>Python code: <see cref="Users.IUserAuthenticationRule"/> takes its place.</summary>
    [ConfigurationKeyName("SLIDING_TOKEN_REFRESH_SERIALIZER"), OnlyValue(SerializerPrefix + "TokenRefreshSlidingSerializer", ErrorMessage = UseHooks + "IUserAuthenticationRule.")]
    public string SlidingTokenRefreshSerializer { get; set; } = SerializerPrefix + "TokenRefreshSlidingSerializer";
}
