using TokenGrains.Tokens;

namespace TokenGrains.Grains.Tests.Hosting;

public class SettingsSectionTests
{
    private const string Secret = "s3cret-never-to-be-seen";

    [Fact]
    public void Without_any_setting_all_defaults_are_good() => Assert.Empty(Settings.Problems());

    [Fact]
    public void Every_problem_of_every_section_is_reported_at_once()
    {
        var problems = Settings.Problems(
            ("SimpleJwt:ACCESS_TOKEN_LIFETIME", "soon"),
            ("SimpleJwt:LEEWAY", "3600"),
            ("SimpleJwt:ACESS_TOKEN_LIFETIME", "300"),
            ("Sessions:ReuseGracePeriod", "600"),
            ("Passwords:Policy", "Strict"),
            ("Keys:MasterKey", "AAAA"),
            ("Storage:MaximumBatchSize", "0"));
        Assert.Equal(7, problems.Count);
        Assert.Contains("SimpleJwt:ACESS_TOKEN_LIFETIME is not a setting.", problems);
        Assert.All(
            ["SimpleJwt:ACCESS_TOKEN_LIFETIME", "SimpleJwt:LEEWAY", "Sessions:ReuseGracePeriod", "Passwords:Policy", "Keys:MasterKey", "Storage:MaximumBatchSize"],
            name => Assert.Single(problems, problem => problem.StartsWith(name, StringComparison.Ordinal) || problem.Contains($" {name} ", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("SimpleJwt:AccessTokenLifetime")]
    [InlineData("SimpleJwt:UsesSigningKey")]
    [InlineData("SimpleJwt:")]
    [InlineData("Sessions:Grace")]
    [InlineData("Passwords:Argon2Lanes")]
    [InlineData("Keys:Section")]
    public void An_unknown_name_is_refused(string name) =>
        Assert.Equal($"{name} is not a setting.", Assert.Single(Settings.Problems((name, "1"))));

    [Fact]
    public void A_list_is_given_item_by_item_or_as_a_single_value()
    {
        Assert.Equal(["api", "web"], Settings.Read<SimpleJwtOptions>(("SimpleJwt:AUDIENCE:0", "api"), ("SimpleJwt:AUDIENCE:1", "web")).Audience);
        Assert.Equal(["api"], Settings.Read<SimpleJwtOptions>(("SimpleJwt:AUDIENCE", "api")).Audience);
        Assert.Equal(["JWT", "Bearer"], Settings.ReadJson<SimpleJwtOptions>("""{"SimpleJwt":{"AUTH_HEADER_TYPES":["JWT","Bearer"]}}""").AuthHeaderTypes);
        Assert.Empty(Settings.ReadJson<SimpleJwtOptions>("""{"SimpleJwt":{"AUDIENCE":[]}}""").Audience);
    }

    [Theory]
    [InlineData("SimpleJwt:USER_ID_CLAIM", "jti")]
    [InlineData("SimpleJwt:TOKEN_TYPE_CLAIM", "exp")]
    [InlineData("SimpleJwt:JTI_CLAIM", "sid")]
    public void Two_claims_of_one_name_are_refused(string name, string value) =>
        Assert.Contains("must differ", Assert.Single(Settings.Problems((name, value))), StringComparison.Ordinal);

    [Fact]
    public void A_key_is_not_announced_for_longer_than_it_signs()
    {
        Assert.Empty(Settings.Problems(("Keys:RotationPeriod", "86401"), ("Keys:AnnouncePeriod", "86400")));
        Assert.Single(Settings.Problems(("Keys:RotationPeriod", "86400"), ("Keys:AnnouncePeriod", "86400")));
    }

    [Fact]
    public void A_list_with_a_hole_and_a_list_for_a_single_value_are_refused()
    {
        Assert.StartsWith(
            "SimpleJwt:AUDIENCE must be a list",
            Assert.Single(Settings.Problems(("SimpleJwt:AUDIENCE:0", "api"), ("SimpleJwt:AUDIENCE:1", ""))),
            StringComparison.Ordinal);
        Assert.Equal("SimpleJwt:ISSUER must be a single value.", Assert.Single(Settings.Problems(("SimpleJwt:ISSUER:0", "https://issuer.example"))));
    }

    [Theory]
    [InlineData("SimpleJwt:VERIFYING_KEY", "-----BEGIN PUBLIC KEY-----")]
    [InlineData("SimpleJwt:USER_ID_FIELD", "email")]
    [InlineData("SimpleJwt:ALGORITHM", "EdDSA")]
    [InlineData("SimpleJwt:JWK_URL", "file:///etc/passwd")]
    [InlineData("SimpleJwt:AUTH_TOKEN_CLASSES", "rest_framework_simplejwt.tokens.RefreshToken")]
    [InlineData("SimpleJwt:JSON_ENCODER", "my.Encoder")]
    [InlineData("SimpleJwt:USER_AUTHENTICATION_RULE", "my.rule")]
    [InlineData("SimpleJwt:ON_LOGIN_SUCCESS", "my.hook")]
    [InlineData("SimpleJwt:TOKEN_USER_CLASS", "my.User")]
    [InlineData("SimpleJwt:TOKEN_OBTAIN_SERIALIZER", "my.Serializer")]
    public void A_value_that_cannot_be_honoured_is_refused(string name, string value) =>
        Assert.StartsWith(name, Assert.Single(Settings.Problems((name, value))), StringComparison.Ordinal);

    [Theory]
    [InlineData("Sessions:MaximumPerUser", "-1", "The field Sessions:MaximumPerUser must be between 0 and 1000.")]
    [InlineData("Sessions:MaximumPerUser", "1001", "The field Sessions:MaximumPerUser must be between 0 and 1000.")]
    [InlineData("Sessions:MaximumPerUser", "some", "Sessions:MaximumPerUser must be a whole number.")]
    [InlineData("Sessions:WhenMaximumReached", "Foo", "Sessions:WhenMaximumReached must be one of EndOldest, Refuse.")]
    public void A_bad_maximum_of_sessions_is_refused_with_what_is_wanted(string name, string value, string problem) =>
        Assert.Equal(problem, Assert.Single(Settings.Problems((name, value))));

    [Fact]
    public void The_algorithm_and_the_signing_key_must_fit_each_other()
    {
        Assert.Single(Settings.Problems(("SimpleJwt:ALGORITHM", "ES256"), ("SimpleJwt:SIGNING_KEY", Secret)));
        Assert.Single(Settings.Problems(("SimpleJwt:ALGORITHM", "HS512")));
        Assert.Equal("HS256", Settings.Read<SimpleJwtOptions>(("SimpleJwt:SIGNING_KEY", Secret)).EffectiveAlgorithm);
        Assert.Equal("ES256", Settings.Read<SimpleJwtOptions>().EffectiveAlgorithm);
    }

    [Theory]
    [InlineData("SimpleJwt:SIGNING_KEY", "s3cret-x")]
    [InlineData("SimpleJwt:SIGNING_KEY:0", Secret)]
    [InlineData("SimpleJwt:SIGNINGKEY", Secret)]
    [InlineData("SimpleJwt:VERIFYING_KEY", Secret)]
    [InlineData("SimpleJwt:LEEWAY", Secret)]
    [InlineData("SimpleJwt:Profile", Secret)]
    [InlineData("SimpleJwt:AUTH_HEADER_NAME", Secret)]
    [InlineData("SimpleJwt:ROTATE_REFRESH_TOKENS", Secret)]
    [InlineData("SimpleJwt:AUTH_TOKEN_CLASSES", Secret)]
    [InlineData("SimpleJwt:USER_ID_FIELD", Secret)]
    [InlineData("Keys:MasterKey", Secret)]
    [InlineData("Keys:RotationPeriod", Secret)]
    [InlineData("Passwords:Policy", Secret)]
    [InlineData("Passwords:HashQueueLimit", Secret)]
    [InlineData("Storage:ConnectionStrings", Secret)]
    [InlineData("Storage:Provider", Secret)]
    public void No_problem_repeats_the_value(string name, string value) =>
        Assert.DoesNotContain("s3cret", Assert.Single(Settings.Problems((name, value))), StringComparison.Ordinal);

    [Fact]
    public void A_signing_key_beside_ES256_is_not_repeated() => Assert.DoesNotContain(
        "s3cret", Assert.Single(Settings.Problems(("SimpleJwt:ALGORITHM", "ES256"), ("SimpleJwt:SIGNING_KEY", Secret))), StringComparison.Ordinal);
}
