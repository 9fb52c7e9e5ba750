using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TokenGrains.ApiHost.Admin;
using TokenGrains.ApiHost.Django;
using TokenGrains.ApiHost.Hosting;
using TokenGrains.Grains.Hosting;

namespace TokenGrains.ApiHost.Tests.Hosting;

/// <summary>The host refuses to start with all bad values named and none of them shown: DESIGN.md section 3.</summary>
public class ConfigurationTests
{
    private const string Secret = "hunter2";

    private static readonly Dictionary<string, string?> Bad = new()
    {
        ["SimpleJwt:SIGNING_KEY"] = Secret,
        ["SimpleJwt:ALGORITHM"] = "none",
        ["SimpleJwt:ACCESS_TOKEN_LIFETIME"] = "0",
        ["SimpleJwt:REFRESH_TOKEN_LIFETIME"] = "1 day",
        ["SimpleJwt:ROTATE_REFRESH_TOKENS"] = "yes",
        ["SimpleJwt:AUTH_HEADER_NAME"] = "Authorization",
        ["SimpleJwt:CHECK_REVOKE_TOKEN"] = "maybe",
        ["SimpleJwt:NO_SUCH_SETTING"] = "x",
        ["SimpleJwt:Profile"] = "7.0",
        ["Sessions:ReuseGracePeriod"] = "301",
        ["Sessions:MaximumPerUser"] = "1001",
        ["Passwords:Policy"] = "Strict",
        ["Passwords:HashQueueLimit"] = "0",
        ["Passwords:Argon2MemoryKiB"] = "1",
        ["Keys:MasterKey"] = Secret,
        ["Storage:Provider"] = "MongoDb",
        ["Storage:MaximumBatchSize"] = "-1",
        ["Admin:Password"] = Secret,
        ["Cluster:Mode"] = "Swarm",
        ["RateLimits:Enabled"] = "true",
        ["RestFramework:DEFAULT_THROTTLE_RATES:anon"] = "often",
        ["RestFramework:UNICODE_JSON"] = "false",
    };

    [Fact]
    public void All_bad_values_of_all_sections_are_named_at_once_and_no_secret_is_shown()
    {
        using var services = Services(new ServiceCollection(), Build(Bad)).BuildServiceProvider();
        var refusal = Record.Exception(() => services.GetRequiredService<IStartupValidator>().Validate());
        var problems = Problems(refusal!).ToList();

        Assert.All(Bad.Keys.Where(key => key is not "Admin:Password"), key => Assert.True(
            problems.Exists(problem => problem.Contains(key.Split(':')[1], StringComparison.Ordinal)), $"{key} is not named in:\n{string.Join('\n', problems)}"));
        Assert.Contains("Admin:Username and Admin:Password go together.", problems);
        Assert.DoesNotContain(Secret, refusal!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_defaults_and_the_SIMPLE_JWT_block_of_a_Django_site_are_accepted()
    {
        foreach (var settings in new Dictionary<string, string?>[]
        {
            [],
            new()
            {
                ["SimpleJwt:ACCESS_TOKEN_LIFETIME"] = "300",
                ["SimpleJwt:REFRESH_TOKEN_LIFETIME"] = "1.00:00:00",
                ["SimpleJwt:ROTATE_REFRESH_TOKENS"] = "False",
                ["SimpleJwt:BLACKLIST_AFTER_ROTATION"] = "False",
                ["SimpleJwt:UPDATE_LAST_LOGIN"] = "False",
                ["SimpleJwt:ALGORITHM"] = "HS256",
                ["SimpleJwt:SIGNING_KEY"] = "django-insecure-0123456789abcdef",
                ["SimpleJwt:VERIFYING_KEY"] = "",
                ["SimpleJwt:AUDIENCE"] = "",
                ["SimpleJwt:ISSUER"] = "",
                ["SimpleJwt:LEEWAY"] = "0",
                ["SimpleJwt:AUTH_HEADER_TYPES:0"] = "Bearer",
                ["SimpleJwt:AUTH_HEADER_NAME"] = "HTTP_AUTHORIZATION",
                ["SimpleJwt:USER_ID_FIELD"] = "id",
                ["SimpleJwt:USER_ID_CLAIM"] = "user_id",
                ["SimpleJwt:AUTH_TOKEN_CLASSES:0"] = "rest_framework_simplejwt.tokens.AccessToken",
                ["SimpleJwt:TOKEN_TYPE_CLAIM"] = "token_type",
                ["SimpleJwt:JTI_CLAIM"] = "jti",
                ["SimpleJwt:SLIDING_TOKEN_LIFETIME"] = "300",
                ["SimpleJwt:SLIDING_TOKEN_REFRESH_LIFETIME"] = "1.00:00:00",
                ["SimpleJwt:CHECK_USER_IS_ACTIVE"] = "True",
            },
        })
        {
            using var services = Services(new ServiceCollection(), Build(settings)).BuildServiceProvider();
            services.GetRequiredService<IStartupValidator>().Validate();
        }
    }

    [Fact]
    public async Task A_host_that_cannot_start_exits_as_not_configured_before_it_maps_anything()
    {
        var builder = WebApplication.CreateSlimBuilder();
        Services(builder.Services, Build(Bad));
        await using var app = builder.Build();
        Assert.Equal(78, await app.RunOrReport(() => Assert.Fail("It was mapped.")));
    }

    private static IConfiguration Build(Dictionary<string, string?> settings) => new ConfigurationBuilder().AddInMemoryCollection(settings).Build();

    private static IServiceCollection Services(IServiceCollection services, IConfiguration configuration) => services
        .AddTokenGrainsSettings(configuration)
        .AddSettings<AdminOptions>(configuration, AdminOptions.Section)
        .AddSettings<RateLimitOptions>(configuration, RateLimitOptions.Section)
        .AddSettings<RestFrameworkOptions>(configuration, RestFrameworkOptions.Section);

    private static IEnumerable<string> Problems(Exception exception) => exception switch
    {
        OptionsValidationException invalid => invalid.Failures,
        AggregateException several => several.InnerExceptions.SelectMany(Problems),
        _ => throw new InvalidOperationException("The options were refused in another way.", exception),
    };
}
