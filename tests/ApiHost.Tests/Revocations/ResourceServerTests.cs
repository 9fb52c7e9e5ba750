extern alias sample;

using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using TokenGrains.Client;

namespace TokenGrains.ApiHost.Tests.Revocations;

/// <summary>The sample of a service of its own, over loopback: it verifies tokens by itself and learns what has ended.</summary>
public class ResourceServerTests
{
    [Fact]
    public async Task An_access_token_works_until_its_session_ends()
    {
        await using var site = await Site.Open();
        var user = await site.App.Register();
        Assert.Equal((200, $"Notes of {user.Name}"), await site.Until(200, user.Access));
        Assert.Equal(200, (await site.App.Blacklist(user.Refresh)).Status);
        Assert.Equal(401, (await site.Until(401, user.Access)).Status);
    }

    [Fact]
    public async Task Ending_all_sessions_ends_the_old_tokens_and_not_the_next_one()
    {
        await using var site = await Site.Open();
        var user = await site.App.Register();
        await site.Until(200, user.Access);
        Assert.Equal(204, (await site.App.Admin("DELETE", $"{await site.App.IdOf(user.Name)}/sessions/")).Status);
        await site.Until(401, user.Access);
        Assert.Equal(200, (await site.Until(200, (await site.App.SignIn(user.Name))["access"])).Status);
    }

    [Fact]
    public async Task A_user_who_may_not_sign_in_is_refused_for_that_time()
    {
        await using var site = await Site.Open();
        var user = await site.App.Register();
        await site.Until(200, user.Access);
        await site.App.Change(user.Name, new { is_active = false });
        await site.Until(401, user.Access);
        await site.App.Change(user.Name, new { is_active = true });
        Assert.Equal(200, (await site.Until(200, user.Access)).Status);
    }

    [Fact]
    public async Task Cut_off_from_the_feed_it_knows_nothing_and_says_503()
    {
        await using var site = await Site.Open();
        var user = await site.App.Register();
        await site.Until(200, user.Access);
        await site.App.DisposeAsync();
        site.Time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal((503, "1"), await site.Get(user.Access) is var answer ? (answer.Status, answer.Header("Retry-After")) : default);

        // What is wrong anyhow stays wrong.
        Assert.Equal(401, (await site.Get(user.Access + "x")).Status);
    }

    [Theory]
    [InlineData("refresh")]
    [InlineData("opaque")]
    [InlineData("garbage")]
    public async Task Nothing_else_is_an_access_token(string kind)
    {
        await using var site = await Site.Open();
        var user = await site.App.Register();
        await site.Until(200, user.Access);
        Assert.Equal(401, (await site.Get(kind switch { "refresh" => user.Refresh, "opaque" => user.Opaque, _ => "a.b.c" })).Status);
    }

    [Theory]
    [InlineData("http://auth.example", "tg_x")]
    [InlineData("/relative", "tg_x")]
    [InlineData(null, "tg_x")]
    [InlineData("http://localhost", " ")]
    public void An_unsafe_or_missing_option_refuses_the_start(string? authority, string feedToken)
    {
        Assert.Throws<OptionsValidationException>(() => ValidateAtStart(authority, feedToken));

        // Nothing else is wrong.
        ValidateAtStart("https://auth.example", "tg_x");
    }

    // What a host does first when it starts. A whole host that ends this way is disposed while the test still asks it for a client.
    private static void ValidateAtStart(string? authority, string feedToken)
    {
        var services = new ServiceCollection();
        services.AddAuthentication().AddTokenGrainsBearer(options =>
        {
            options.Authority = authority is null ? null : new Uri(authority, UriKind.RelativeOrAbsolute);
            options.FeedToken = feedToken;
        });
        using var provider = services.BuildServiceProvider();
        provider.GetRequiredService<IStartupValidator>().Validate();
    }

    /// <summary>The host on a port, the sample, which is told the way to it, and the sample's clock.</summary>
    private sealed class Site : IAsyncDisposable
    {
        private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

        private readonly Notes _notes;

        private Site(TokenApp app, string feedToken)
        {
            App = app;
            _notes = new Notes(Time, $"TokenGrains:Authority=http://127.0.0.1:{app.ClientOptions.BaseAddress.Port}", $"TokenGrains:FeedToken={feedToken}");
        }

        public TokenApp App { get; }

        public FakeTimeProvider Time { get; } = new(TimeProvider.System.GetUtcNow());

        public static async Task<Site> Open()
        {
            // Tokens are checked by libraries that know no clock but the real one.
            var app = new TokenApp { MoreServices = services => services.AddSingleton(TimeProvider.System) };
            app.StartOnLoopback();
            return new Site(app, (await app.AdminHeader())["Authorization: Token ".Length..]);
        }

        /// <summary>Asks until the answer is this one: what has ended is known within moments, not in no time.</summary>
        public async Task<(int Status, string Body)> Until(int status, string access)
        {
            using var limit = new CancellationTokenSource(Patience);
            while (true)
            {
                var answer = await Get(access);
                if (answer.Status == status)
                    return (answer.Status, answer.Body);
                limit.Token.ThrowIfCancellationRequested();
            }
        }

        public async Task<Answer> Get(string access)
        {
            using var client = _notes.CreateClient();
            client.DefaultRequestHeaders.Authorization = new("Bearer", access);
            using var response = await client.GetAsync(new Uri("/notes", UriKind.Relative));
            return await Answer.Read(response);
        }

        public async ValueTask DisposeAsync()
        {
            await _notes.DisposeAsync();
            await App.DisposeAsync();
        }
    }

    private sealed class Notes(TimeProvider time, params string[] settings) : WebApplicationFactory<sample::Program>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            foreach (var setting in settings)
                builder.UseSetting(setting[..setting.IndexOf('=', StringComparison.Ordinal)], setting[(setting.IndexOf('=', StringComparison.Ordinal) + 1)..]);
            builder.ConfigureServices(services => services.AddSingleton(time));
        }
    }
}
