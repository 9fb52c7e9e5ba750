using TokenGrains.Tokens;

namespace TokenGrains.Grains.Tests.Hosting;

/// <summary>The block on SimpleJWT's settings page, with Django's defaults, as a site that moves will paste it.</summary>
public class SimpleJwtDocumentationTests
{
    private const string Block = """
        {
          "SimpleJwt": {
            "ACCESS_TOKEN_LIFETIME": "00:05:00",
            "REFRESH_TOKEN_LIFETIME": "1.00:00:00",
            "ROTATE_REFRESH_TOKENS": false,
            "BLACKLIST_AFTER_ROTATION": false,
            "UPDATE_LAST_LOGIN": false,

            "ALGORITHM": "HS256",
            "SIGNING_KEY": "django-insecure-0123456789-abcdefghijklmnopqrstuvwxyz",
            "VERIFYING_KEY": "",
            "AUDIENCE": null,
            "ISSUER": null,
            "JSON_ENCODER": null,
            "JWK_URL": null,
            "LEEWAY": 0,

            "AUTH_HEADER_TYPES": ["Bearer"],
            "AUTH_HEADER_NAME": "HTTP_AUTHORIZATION",
            "USER_ID_FIELD": "id",
            "USER_ID_CLAIM": "user_id",
            "USER_AUTHENTICATION_RULE": "rest_framework_simplejwt.authentication.default_user_authentication_rule",
            "ON_LOGIN_SUCCESS": "rest_framework_simplejwt.serializers.default_on_login_success",
            "ON_LOGIN_FAILED": "rest_framework_simplejwt.serializers.default_on_login_failed",

            "AUTH_TOKEN_CLASSES": ["rest_framework_simplejwt.tokens.AccessToken"],
            "TOKEN_TYPE_CLAIM": "token_type",
            "TOKEN_USER_CLASS": "rest_framework_simplejwt.models.TokenUser",

            "JTI_CLAIM": "jti",

            "SLIDING_TOKEN_REFRESH_EXP_CLAIM": "refresh_exp",
            "SLIDING_TOKEN_LIFETIME": 300,
            "SLIDING_TOKEN_REFRESH_LIFETIME": 86400,

            "TOKEN_OBTAIN_SERIALIZER": "rest_framework_simplejwt.serializers.TokenObtainPairSerializer",
            "TOKEN_REFRESH_SERIALIZER": "rest_framework_simplejwt.serializers.TokenRefreshSerializer",
            "TOKEN_VERIFY_SERIALIZER": "rest_framework_simplejwt.serializers.TokenVerifySerializer",
            "TOKEN_BLACKLIST_SERIALIZER": "rest_framework_simplejwt.serializers.TokenBlacklistSerializer",
            "SLIDING_TOKEN_OBTAIN_SERIALIZER": "rest_framework_simplejwt.serializers.TokenObtainSlidingSerializer",
            "SLIDING_TOKEN_REFRESH_SERIALIZER": "rest_framework_simplejwt.serializers.TokenRefreshSlidingSerializer",

            "CHECK_REVOKE_TOKEN": false,
            "REVOKE_TOKEN_CLAIM": "hash_password",
            "CHECK_USER_IS_ACTIVE": true
          }
        }
        """;

    [Fact]
    public void The_documented_block_is_accepted_as_it_stands()
    {
        Assert.Empty(Settings.ProblemsOfJson(Block));
        var options = Settings.ReadJson<SimpleJwtOptions>(Block);
        Assert.Equal((TimeSpan.FromMinutes(5), TimeSpan.FromDays(1)), (options.AccessTokenLifetime, options.RefreshTokenLifetime));
        Assert.Equal(("HS256", false, false), (options.EffectiveAlgorithm, options.RotateRefreshTokens, options.VerifyAsksSession));
        Assert.Null(options.Issuer);
        Assert.Empty(options.Audience);
        Assert.Equal(["Bearer"], options.AuthHeaderTypes);
    }

    [Fact]
    public void Every_setting_that_we_know_stands_in_the_documented_block_or_is_our_own()
    {
        var known = typeof(SimpleJwtOptions).GetProperties()
            .Where(property => property.CanWrite)
            .Select(property => property.GetCustomAttributes(inherit: false).OfType<Microsoft.Extensions.Configuration.ConfigurationKeyNameAttribute>().Single().Name);
        Assert.Equal(["Profile"], known.Where(name => !Block.Contains($"\"{name}\":", StringComparison.Ordinal)));
    }
}
