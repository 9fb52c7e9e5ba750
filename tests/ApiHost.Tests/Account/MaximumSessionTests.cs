using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using TokenGrains.ApiHost.Tests.Django;
using TokenGrains.Users;

namespace TokenGrains.ApiHost.Tests.Account;

public sealed class ThreeSessionApp() : TokenApp("Sessions:MaximumPerUser=3");

public sealed class RefusingApp : TokenApp
{
    public RefusingApp() : base("Sessions:MaximumPerUser=1", "Sessions:WhenMaximumReached=Refuse") =>
        MoreServices = services => services.AddSingleton<ILoginHook>(Hooks);

    internal SiteHooks Hooks { get; } = new();
}

/// <summary>Where one sign-in too many ends the oldest session: decision 53.</summary>
public class MaximumSessionTests(ThreeSessionApp app) : IClassFixture<ThreeSessionApp>
{
    [Fact]
    public async Task The_fourth_sign_in_ends_the_first_session_with_both_of_its_tokens()
    {
        var user = await app.Register();
        Answer[] earlier = [await app.SignIn(user.Name), await app.SignIn(user.Name)];
        Assert.Equal(200, (await app.HelloStateless(user.Access)).Status);

        var last = await app.SignIn(user.Name);

        Assert.Equal(200, last.Status);
        Assert.Equal((401, """{"detail":"Token is blacklisted","code":"token_not_valid"}"""), await app.Refresh(user.Refresh) is var refused ? (refused.Status, refused.Body) : default);
        await app.CatchUp();
        Assert.Equal(401, (await app.HelloStateless(user.Access)).Status);
        foreach (var pair in earlier.Append(last))
        {
            Assert.Equal(200, (await app.HelloStateless(pair["access"])).Status);
            Assert.Equal(200, (await app.Refresh(pair["refresh"])).Status);
        }

        var list = (await app.Get("/account/sessions", $"Authorization: Token {user.Opaque}")).Json.GetProperty("sessions").EnumerateArray().ToList();
        Assert.Equal([null, null, null, "displaced"], list.Select(session => session.GetProperty("end_cause").GetString()));
        Assert.NotEqual(JsonValueKind.Null, list[3].GetProperty("ended").ValueKind);
    }
}

/// <summary>Where one sign-in too many is refused: decision 53.</summary>
public class RefusedSessionTests(RefusingApp app) : IClassFixture<RefusingApp>
{
    [Fact]
    public async Task A_sign_in_too_many_is_refused_until_a_place_is_free()
    {
        var user = await app.Register();

        var refused = await app.SignIn(user.Name);

        Assert.Equal((403, """{"detail":"Maximum number of sessions reached. Sign out elsewhere first."}"""), (refused.Status, refused.Body));
        Assert.Equal($"failed {user.Name}", Assert.Single(app.Hooks.Logins));
        Assert.Equal(401, (await app.SignIn(user.Name, "not the password at all")).Status);
        Assert.Equal(200, (await app.ObtainOpaqueToken(user.Name)).Status);
        Assert.Equal(200, (await app.HelloStateless(user.Access)).Status);
        Assert.Equal(204, (await app.Post("/account/logout", "", $"Authorization: Bearer {user.Access}")).Status);
        Assert.Equal(200, (await app.SignIn(user.Name)).Status);
    }
}
