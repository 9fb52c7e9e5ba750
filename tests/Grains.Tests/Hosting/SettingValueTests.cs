using TokenGrains.Grains.Sessions;
using TokenGrains.Grains.Signing;
using TokenGrains.Grains.Users.Passwords;
using TokenGrains.Tokens;

namespace TokenGrains.Grains.Tests.Hosting;

public class SettingValueTests
{
    [Theory]
    [InlineData("300", "00:05:00")]
    [InlineData("1.5", "00:00:01.5")]
    [InlineData("00:05:00", "00:05:00")]
    [InlineData("23:59:59", "23:59:59")]
    [InlineData("1.00:00:00", "1.00:00:00")]
    [InlineData("86400", "1.00:00:00")]
    public void A_duration_is_seconds_or_days_hours_minutes_and_seconds(string text, string expected) =>
        Assert.Equal(
            TimeSpan.Parse(expected, null),
            Settings.Read<SimpleJwtOptions>(("SimpleJwt:ACCESS_TOKEN_LIFETIME", text)).AccessTokenLifetime);

    [Theory]
    [InlineData("five minutes")]
    [InlineData("-300")]
    [InlineData("5:00")]
    [InlineData("24:00:00")]
    [InlineData("0:05:00")]
    [InlineData("1 day, 0:00:00")]
    [InlineData("1e3")]
    [InlineData("1,000")]
    [InlineData(" 300")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("-Infinity")]
    [InlineData("99999999999999999999")]
    [InlineData("\u0663\u0660\u0660")]
    public void Anything_else_is_no_duration(string text) =>
        Assert.Equal(
            "SimpleJwt:ACCESS_TOKEN_LIFETIME must be a duration: seconds, or [d.]hh:mm:ss.",
            Assert.Single(Settings.Problems(("SimpleJwt:ACCESS_TOKEN_LIFETIME", text))));

    [Theory]
    [InlineData("SimpleJwt:ACCESS_TOKEN_LIFETIME", "0")]
    [InlineData("SimpleJwt:ACCESS_TOKEN_LIFETIME", "86401")]
    [InlineData("SimpleJwt:REFRESH_TOKEN_LIFETIME", "3651.00:00:00")]
    [InlineData("SimpleJwt:LEEWAY", "601")]
    [InlineData("SimpleJwt:Profile", "5.3")]
    [InlineData("SimpleJwt:ALGORITHM", "none")]
    [InlineData("SimpleJwt:ALGORITHM", "HS256")]
    [InlineData("SimpleJwt:AUTH_HEADER_NAME", "Authorization")]
    [InlineData("SimpleJwt:SIGNING_KEY", "too short")]
    [InlineData("Sessions:ReuseGracePeriod", "301")]
    [InlineData("Sessions:IdleLifetime", "0")]
    [InlineData("Sessions:AccessTokenJitter", "0.51")]
    [InlineData("Passwords:HashQueueLimit", "0")]
    [InlineData("Passwords:Argon2MemoryKiB", "7167")]
    [InlineData("Passwords:Argon2Passes", "11")]
    [InlineData("Keys:MasterKey", "AAAA")]
    [InlineData("Keys:RotationPeriod", "3599")]
    [InlineData("Keys:RefreshInterval", "301")]
    public void A_value_out_of_its_range_is_refused_by_name(string name, string value)
    {
        var problems = Settings.Problems((name, value));
        Assert.NotEmpty(problems);
        Assert.All(problems, problem => Assert.Contains(name, problem, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("SimpleJwt:ROTATE_REFRESH_TOKENS", "yes", "true or false")]
    [InlineData("SimpleJwt:ROTATE_REFRESH_TOKENS", "1", "true or false")]
    [InlineData("SimpleJwt:BLACKLIST_AFTER_ROTATION", "x", "true or false")]
    [InlineData("Sessions:AccessTokenJitter", "10%", "a number such as 0.1")]
    [InlineData("Sessions:AccessTokenJitter", "-0.1", "a number such as 0.1")]
    [InlineData("Sessions:AccessTokenJitter", "0,1", "a number such as 0.1")]
    [InlineData("Sessions:AccessTokenJitter", "NaN", "a number such as 0.1")]
    [InlineData("Passwords:HashQueueLimit", "many", "a whole number")]
    [InlineData("Passwords:HashQueueLimit", "1.5", "a whole number")]
    [InlineData("Passwords:HashQueueLimit", "99999999999", "a whole number")]
    [InlineData("Passwords:Policy", "Strict", "one of Standard, None")]
    [InlineData("Passwords:Policy", "1", "one of Standard, None")]
    [InlineData("Passwords:Policy", "Standard,None", "one of Standard, None")]
    [InlineData("Storage:Provider", "Oracle", "one of ")]
    public void A_value_of_a_wrong_type_is_refused_with_what_is_wanted(string name, string value, string wanted) =>
        Assert.StartsWith($"{name} must be {wanted}", Assert.Single(Settings.Problems((name, value))), StringComparison.Ordinal);

    [Fact]
    public void Names_of_values_and_of_settings_may_be_in_any_case()
    {
        Assert.Equal(PasswordRules.None, Settings.Read<PasswordOptions>(("passwords:POLICY", "none")).Policy);
        Assert.False(Settings.Read<SimpleJwtOptions>(("SIMPLEJWT:rotate_refresh_tokens", "FALSE")).RotateRefreshTokens);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Nothing_means_the_default(string? nothing)
    {
        Assert.Equal(TimeSpan.FromMinutes(1), Settings.Read<SessionOptions>(("Sessions:ReuseGracePeriod", nothing)).ReuseGracePeriod);
        Assert.Null(Settings.Read<SessionOptions>(("Sessions:IdleLifetime", nothing)).IdleLifetime);
        Assert.Equal("data/tokengrains.key", Settings.Read<KeyOptions>(("Keys:MasterKeyFile", nothing)).MasterKeyFile);
        var jwt = Settings.Read<SimpleJwtOptions>(("SimpleJwt:SIGNING_KEY", nothing), ("SimpleJwt:AUDIENCE", nothing), ("SimpleJwt:Profile", nothing));
        Assert.Null(jwt.SigningKey);
        Assert.Empty(jwt.Audience);
        Assert.Equal("6.0", jwt.Profile);
    }
}
