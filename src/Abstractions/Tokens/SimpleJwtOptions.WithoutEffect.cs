using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;

namespace TokenGrains.Tokens;

public sealed partial class SimpleJwtOptions
{
    private const string NotYet = "{0} is not supported with this value; leave it out.";
    private const string SerializerPrefix = "rest_framework_simplejwt.serializers.";
    private const string DefaultRule = "rest_framework_simplejwt.authentication.default_user_authentication_rule";
    private const string DefaultOnLoginSuccess = "rest_framework_simplejwt.serializers.default_on_login_success";
    private const string DefaultOnLoginFailed = "rest_framework_simplejwt.serializers.default_on_login_failed";
    private const string DefaultTokenClass = "rest_framework_simplejwt.tokens.AccessToken";
    private const string DefaultTokenUserClass = "rest_framework_simplejwt.models.TokenUser";

    /// <summary>Without effect yet: the model field behind the user claim.</summary>
    [ConfigurationKeyName("USER_ID_FIELD"), AllowedValues("id", ErrorMessage = NotYet)]
    public string UserIdField { get; set; } = "id";

    /// <summary>Without effect yet: a public key in PEM.</summary>
    [ConfigurationKeyName("VERIFYING_KEY"), MaxLength(0, ErrorMessage = NotYet)]
    public string? VerifyingKey { get; set; }

    /// <summary>Without effect yet: where to fetch the keys of another issuer.</summary>
    [ConfigurationKeyName("JWK_URL"), MaxLength(0, ErrorMessage = NotYet)]
    public string? JwkUrl { get; set; }

    /// <summary>Without effect: the class that turns Python values into JSON.</summary>
    [ConfigurationKeyName("JSON_ENCODER"), MaxLength(0, ErrorMessage = NotYet)]
    public string? JsonEncoder { get; set; }

    /// <summary>Without effect yet: the rule that decides who may sign in.</summary>
    [ConfigurationKeyName("USER_AUTHENTICATION_RULE"), AllowedValues(DefaultRule, ErrorMessage = NotYet)]
    public string UserAuthenticationRule { get; set; } = DefaultRule;

    /// <summary>Without effect yet: what is called after a sign-in.</summary>
    [ConfigurationKeyName("ON_LOGIN_SUCCESS"), AllowedValues(DefaultOnLoginSuccess, ErrorMessage = NotYet)]
    public string OnLoginSuccess { get; set; } = DefaultOnLoginSuccess;

    /// <summary>Without effect yet: what is called after a failed sign-in.</summary>
    [ConfigurationKeyName("ON_LOGIN_FAILED"), AllowedValues(DefaultOnLoginFailed, ErrorMessage = NotYet)]
    public string OnLoginFailed { get; set; } = DefaultOnLoginFailed;

    /// <summary>Without effect yet: the token classes that authenticate. Only the access token is accepted.</summary>
    [ConfigurationKeyName("AUTH_TOKEN_CLASSES")]
    public IList<string> AuthTokenClasses { get; set; } = [];

    /// <summary>Without effect yet: the user class of stateless authentication.</summary>
    [ConfigurationKeyName("TOKEN_USER_CLASS"), AllowedValues(DefaultTokenUserClass, ErrorMessage = NotYet)]
    public string TokenUserClass { get; set; } = DefaultTokenUserClass;

    /// <summary>Without effect yet: sliding tokens are not served.</summary>
    [ConfigurationKeyName("SLIDING_TOKEN_LIFETIME"), Range(typeof(TimeSpan), "00:05:00", "00:05:00", ErrorMessage = NotYet)]
    public TimeSpan SlidingTokenLifetime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Without effect yet: sliding tokens are not served.</summary>
    [ConfigurationKeyName("SLIDING_TOKEN_REFRESH_LIFETIME"), Range(typeof(TimeSpan), "1.00:00:00", "1.00:00:00", ErrorMessage = NotYet)]
    public TimeSpan SlidingTokenRefreshLifetime { get; set; } = TimeSpan.FromDays(1);

    /// <summary>Without effect yet: sliding tokens are not served.</summary>
    [ConfigurationKeyName("SLIDING_TOKEN_REFRESH_EXP_CLAIM"), AllowedValues("refresh_exp", ErrorMessage = NotYet)]
    public string SlidingTokenRefreshExpClaim { get; set; } = "refresh_exp";

    /// <summary>Without effect yet: whether a password change ends a user's JWTs. Here it always ends the sessions.</summary>
    [ConfigurationKeyName("CHECK_REVOKE_TOKEN"), AllowedValues(false, ErrorMessage = NotYet)]
    public bool CheckRevokeToken { get; set; }

    /// <summary>Without effect yet: the claim of <see cref="CheckRevokeToken"/>.</summary>
    [ConfigurationKeyName("REVOKE_TOKEN_CLAIM"), AllowedValues("hash_password", ErrorMessage = NotYet)]
    public string RevokeTokenClaim { get; set; } = "hash_password";

    /// <summary>Without effect yet: inactive users are always refused.</summary>
    [ConfigurationKeyName("CHECK_USER_IS_ACTIVE"), AllowedValues(true, ErrorMessage = NotYet)]
    public bool CheckUserIsActive { get; set; } = true;

    /// <summary>Without effect: Python classes cannot be loaded here.</summary>
    [ConfigurationKeyName("TOKEN_OBTAIN_SERIALIZER"), AllowedValues(SerializerPrefix + "TokenObtainPairSerializer", ErrorMessage = NotYet)]
    public string TokenObtainSerializer { get; set; } = SerializerPrefix + "TokenObtainPairSerializer";

    /// <summary>Without effect: Python classes cannot be loaded here.</summary>
    [ConfigurationKeyName("TOKEN_REFRESH_SERIALIZER"), AllowedValues(SerializerPrefix + "TokenRefreshSerializer", ErrorMessage = NotYet)]
    public string TokenRefreshSerializer { get; set; } = SerializerPrefix + "TokenRefreshSerializer";

    /// <summary>Without effect: Python classes cannot be loaded here.</summary>
    [ConfigurationKeyName("TOKEN_VERIFY_SERIALIZER"), AllowedValues(SerializerPrefix + "TokenVerifySerializer", ErrorMessage = NotYet)]
    public string TokenVerifySerializer { get; set; } = SerializerPrefix + "TokenVerifySerializer";

    /// <summary>Without effect: Python classes cannot be loaded here.</summary>
    [ConfigurationKeyName("TOKEN_BLACKLIST_SERIALIZER"), AllowedValues(SerializerPrefix + "TokenBlacklistSerializer", ErrorMessage = NotYet)]
    public string TokenBlacklistSerializer { get; set; } = SerializerPrefix + "TokenBlacklistSerializer";

    /// <summary>Without effect: Python classes cannot be loaded here.</summary>
    [ConfigurationKeyName("SLIDING_TOKEN_OBTAIN_SERIALIZER"), AllowedValues(SerializerPrefix + "TokenObtainSlidingSerializer", ErrorMessage = NotYet)]
    public string SlidingTokenObtainSerializer { get; set; } = SerializerPrefix + "TokenObtainSlidingSerializer";

    /// <summary>Without effect: Python classes cannot be loaded here.</summary>
    [ConfigurationKeyName("SLIDING_TOKEN_REFRESH_SERIALIZER"), AllowedValues(SerializerPrefix + "TokenRefreshSlidingSerializer", ErrorMessage = NotYet)]
    public string SlidingTokenRefreshSerializer { get; set; } = SerializerPrefix + "TokenRefreshSlidingSerializer";
}
