using Microsoft.Extensions.DependencyInjection;
using TokenGrains.ApiHost.Revocations;

namespace TokenGrains.ApiHost.Tests.Revocations;

/// <summary>A token that the host knows already costs neither a call nor a signature check.</summary>
public sealed class WarmCacheTests : IAsyncDisposable
{
    private readonly FeedFaults _faults = new();
    private readonly TokenApp _app;

    public WarmCacheTests() => _app = _faults.Host();

    [Fact]
    public async Task A_known_token_costs_no_grain_call_and_no_signature_check()
    {
        var user = await _app.Register();
        await _app.CatchUp();
        using var lookUps = new LookUps(_app);
        Assert.Equal((200, 200, 200), await Ask(user));
        Assert.Equal(["IUserGrain.Describe", "IUserGrain.Authenticate"], _faults.TakeCalls().TakeLast(2));
        var misses = lookUps.Misses;
        Assert.True(misses > 0);

        for (var i = 0; i < 20; i++)
            Assert.Equal((200, 200, 200), await Ask(user));
        Assert.Empty(_faults.TakeCalls());
        Assert.Equal(misses, lookUps.Misses);
    }

    [Fact]
    public async Task A_host_without_a_fresh_feed_asks_the_grains_each_time_and_keeps_nothing()
    {
        var user = await _app.Register();
        await _app.CatchUp();
        await Ask(user);
        CutOff();
        _faults.TakeCalls();

        for (var i = 0; i < 2; i++)
        {
            Assert.Equal((200, 200, 200), await Ask(user));
            Assert.Equal(["ISessionGrain.Admits", "ISessionGrain.Admits", "IUserGrain.Describe", "IUserGrain.Authenticate"], _faults.TakeCalls());
        }

        Assert.Equal((200, "Degraded"), await Health());
        Assert.Equal(200, (await _app.Blacklist(user.Refresh)).Status);
        Assert.Equal((401, 401, 200), await Ask(user));

        _faults.IsCut = false;
        await _app.CatchUp();
        Assert.Equal((401, 401, 200), await Ask(user));
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    // Answers up to now count for 2 s, and no more come.
    private void CutOff()
    {
        _faults.IsCut = true;
        _app.Time.Advance(RevocationFollower.FreshFor + TimeSpan.FromTicks(1));
    }

    private async Task<(int Status, string Body)> Health()
    {
        var answer = await _app.Get("/health/ready");
        return (answer.Status, answer.Body.Trim());
    }

    private async Task<(int Stateless, int Jwt, int Opaque)> Ask(TestUser user) =>
        ((await _app.HelloStateless(user.Access)).Status, (await _app.HelloJwt(user.Access)).Status, (await _app.Hello(user.Opaque)).Status);
}

/// <summary>A host that would rather refuse than ask.</summary>
public sealed class StaleRefusalTests
{
    [Fact]
    public async Task A_host_without_a_fresh_feed_refuses_with_503_if_told_so()
    {
        var faults = new FeedFaults();
        await using var app = faults.Host("Revocation:WhenStale=Refuse");
        var user = await app.Register();
        await app.CatchUp();
        Assert.Equal(200, (await app.HelloStateless(user.Access)).Status);

        faults.IsCut = true;
        app.Time.Advance(RevocationFollower.FreshFor + TimeSpan.FromTicks(1));
        var answer = await app.HelloStateless(user.Access);
        Assert.Equal((503, "1"), (answer.Status, answer.Header("Retry-After")));
        Assert.Equal(503, (await app.HelloJwt(user.Access)).Status);
    }
}
