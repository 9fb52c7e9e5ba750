using Microsoft.Extensions.Configuration;

namespace TokenGrains.Tokens;

public sealed partial class SimpleJwtOptions
{
    private const string SerializerPrefix = "rest_framework_simplejwt.serializers.";
    private const string DefaultRule = "rest_framework_simplejwt.authentication.default_user_authentication_rule";
    private const string DefaultOnLoginSuccess = "rest_framework_simplejwt.serializers.default_on_login_success";
    private const string DefaultOnLoginFailed = "rest_framework_simplejwt.serializers.default_on_login_failed";
    private const string DefaultTokenClass = "rest_framework_simplejwt.tokens.AccessToken";
    private const string DefaultTokenUserClass = "rest_framework_simplejwt.models.TokenUser";

    /// <summary>Without effect yet: the model field behind the user claim.</summary>
    [ConfigurationKeyName("USER_ID_FIELD"), OnlyValue("id")]
    public string UserIdField { get; set; } = "id";

    /// <summary>Without effect yet: a public key in PEM.</summary>
    [ConfigurationKeyName("VERIFYING_KEY"), OnlyValue]
    public string? VerifyingKey { get; set; }

    /// <summary>Without effect yet: where to fetch the keys of another issuer.</summary>
    [ConfigurationKeyName("JWK_URL"), OnlyValue]
    public string? JwkUrl { get; set; }

    /// <summary>Without effect: the class that turns Python values into JSON.</summary>
    [ConfigurationKeyName("JSON_ENCODER"), OnlyValue]
    public string? JsonEncoder { get; set; }

    /// <summary>Without effect yet: the rule that decides who may sign in.</summary>
    [ConfigurationKeyName("USER_AUTHENTICATION_RULE"), OnlyValue(DefaultRule)]
    public string UserAuthenticationRule { get; set; } = DefaultRule;

    /// <summary>Without effect yet: what is called after a sign-in.</summary>
    [ConfigurationKeyName("ON_LOGIN_SUCCESS"), OnlyValue(DefaultOnLoginSuccess)]
    public string OnLoginSuccess { get; set; } = DefaultOnLoginSuccess;

    /// <summary>Without effect yet: what is called after a failed sign-in.</summary>
    [ConfigurationKeyName("ON_LOGIN_FAILED"), OnlyValue(DefaultOnLoginFailed)]
    public string OnLoginFailed { get; set; } = DefaultOnLoginFailed;

    /// <summary>Without effect yet: the token classes that authenticate. Only the access token is accepted.</summary>
    [ConfigurationKeyName("AUTH_TOKEN_CLASSES")]
    public IList<string> AuthTokenClasses { get; set; } = [];

    /// <summary>Without effect yet: the user class of stateless authentication.</summary>
    [ConfigurationKeyName("TOKEN_USER_CLASS"), OnlyValue(DefaultTokenUserClass)]
    public string TokenUserClass { get; set; } = DefaultTokenUserClass;

    /// <summary>Without effect yet: sliding tokens are not served.</summary>
    [ConfigurationKeyName("SLIDING_TOKEN_LIFETIME"), OnlyValue("00:05:00")]
    public TimeSpan SlidingTokenLifetime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Without effect yet: sliding tokens are not served.</summary>
    [ConfigurationKeyName("SLIDING_TOKEN_REFRESH_LIFETIME"), OnlyValue("1.00:00:00")]
    public TimeSpan SlidingTokenRefreshLifetime { get; set; } = TimeSpan.FromDays(1);

    /// <summary>Without effect yet: sliding tokens are not served.</summary>
    [ConfigurationKeyName("SLIDING_TOKEN_REFRESH_EXP_CLAIM"), OnlyValue("refresh_exp")]
    public string SlidingTokenRefreshExpClaim { get; set; } = "refresh_exp";

    /// <summary>Without effect yet: whether a password change ends a user's JWTs. Here it always ends the sessions.</summary>
    [ConfigurationKeyName("CHECK_REVOKE_TOKEN"), OnlyValue("False")]
    public bool CheckRevokeToken { get; set; }

    /// <summary>Without effect yet: the claim of <see cref="CheckRevokeToken"/>.</summary>
    [ConfigurationKeyName("REVOKE_TOKEN_CLAIM"), OnlyValue("hash_password")]
    public string RevokeTokenClaim { get; set; } = "hash_password";

    /// <summary>Without effect yet: inactive users are always refused.</summary>
    [ConfigurationKeyName("CHECK_USER_IS_ACTIVE"), OnlyValue("True")]
    public bool CheckUserIsActive { get; set; } = true;

    /// <summary>Without effect: Python classes cannot be loaded here.</summary>
    [ConfigurationKeyName("TOKEN_OBTAIN_SERIALIZER"), OnlyValue(SerializerPrefix + "TokenObtainPairSerializer")]
    public string TokenObtainSerializer { get; set; } = SerializerPrefix + "TokenObtainPairSerializer";

    /// <summary>Without effect: Python classes cannot be loaded here.</summary>
    [ConfigurationKeyName("TOKEN_REFRESH_SERIALIZER"), OnlyValue(SerializerPrefix + "TokenRefreshSerializer")]
    public string TokenRefreshSerializer { get; set; } = SerializerPrefix + "TokenRefreshSerializer";

    /// <summary>Without effect: Python classes cannot be loaded here.</summary>
    [ConfigurationKeyName("TOKEN_VERIFY_SERIALIZER"), OnlyValue(SerializerPrefix + "TokenVerifySerializer")]
    public string TokenVerifySerializer { get; set; } = SerializerPrefix + "TokenVerifySerializer";

    /// <summary>Without effect: Python classes cannot be loaded here.</summary>
    [ConfigurationKeyName("TOKEN_BLACKLIST_SERIALIZER"), OnlyValue(SerializerPrefix + "TokenBlacklistSerializer")]
    public string TokenBlacklistSerializer { get; set; } = SerializerPrefix + "TokenBlacklistSerializer";

    /// <summary>Without effect: Python classes cannot be loaded here.</summary>
    [ConfigurationKeyName("SLIDING_TOKEN_OBTAIN_SERIALIZER"), OnlyValue(SerializerPrefix + "TokenObtainSlidingSerializer")]
    public string SlidingTokenObtainSerializer { get; set; } = SerializerPrefix + "TokenObtainSlidingSerializer";

    /// <summary>Without effect: Python classes cannot be loaded here.</summary>
    [ConfigurationKeyName("SLIDING_TOKEN_REFRESH_SERIALIZER"), OnlyValue(SerializerPrefix + "TokenRefreshSlidingSerializer")]
    public string SlidingTokenRefreshSerializer { get; set; } = SerializerPrefix + "TokenRefreshSlidingSerializer";
}
