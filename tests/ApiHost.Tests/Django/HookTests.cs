using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using TokenGrains.Users;

namespace TokenGrains.ApiHost.Tests.Django;

public sealed class HookApp : TokenApp
{
    public HookApp() => MoreServices = services => services
        .AddSingleton<ITokenClaims>(Hooks)
        .AddSingleton<IUserAuthenticationRule>(Hooks)
        .AddSingleton<ILoginHook>(Hooks);

    internal SiteHooks Hooks { get; } = new();
}

/// <summary>What a site registers in place of its Python code.</summary>
internal sealed class SiteHooks : ITokenClaims, IUserAuthenticationRule, ILoginHook
{
    public ConcurrentDictionary<string, bool> Banned { get; } = [];

    public ConcurrentQueue<string> Logins { get; } = [];

    public void Add(UserDescription user, IDictionary<string, JsonElement> claims)
    {
        claims["greeting"] = JsonSerializer.SerializeToElement($"hello {user.Name.Value}");
        claims["exp"] = JsonSerializer.SerializeToElement(1);
        claims["user_id"] = JsonSerializer.SerializeToElement(1);
        claims["sid"] = JsonSerializer.SerializeToElement("x");
    }

    public bool MaySignIn(UserDescription user) => !Banned.ContainsKey(user.Name.Value);

    public Task OnSucceeded(UserId user, CancellationToken cancellation)
    {
        Logins.Enqueue($"in {user}");
        return Task.CompletedTask;
    }

    public Task OnFailed(string username, CancellationToken cancellation)
    {
        Logins.Enqueue($"failed {username}");
        return Task.CompletedTask;
    }
}

/// <summary>The interfaces that stand for SimpleJWT's settings with Python code: docs/django.md.</summary>
public class HookTests(HookApp app) : IClassFixture<HookApp>
{
    [Fact]
    public async Task Claims_of_the_site_stand_in_all_tokens_of_a_session_and_change_none_of_ours()
    {
        var user = await app.Register();
        var id = await app.IdOf(user.Name);
        var pair = await app.Refresh(user.Refresh);
        var sliding = (await app.Post("/api/sliding/token/", new { username = user.Name, password = user.Password }))["token"];
        foreach (var token in new[] { user.Access, user.Refresh, pair["access"], pair["refresh"], sliding })
        {
            var claims = Jwt.Payload(token);
            Assert.Equal(($"hello {user.Name}", $"{id}"), (claims.GetProperty("greeting").GetString(), claims.GetProperty("user_id").GetString()));
            Assert.True(claims.GetProperty("exp").GetInt64() > 1);
        }

        Assert.Equal(200, (await app.HelloJwt(pair["access"])).Status);
    }

    [Fact]
    public async Task Whom_the_rule_refuses_neither_obtains_nor_refreshes_JWTs()
    {
        var user = await app.Register();
        app.Hooks.Banned[user.Name] = true;
        Assert.Equal("""{"detail":"No active account found with the given credentials"}""", (await app.SignIn(user.Name)).Body);
        Assert.Equal("""{"detail":"No active account found for the given token."}""", (await app.Refresh(user.Refresh)).Body);
        Assert.Equal(200, (await app.ObtainOpaqueToken(user.Name)).Status);
    }

    [Fact]
    public async Task Sign_ins_for_JWTs_are_told()
    {
        var user = await app.Register();
        var id = await app.IdOf(user.Name);
        await app.SignIn(user.Name);
        await app.SignIn(user.Name, "a wrong password");
        Assert.Equal([$"in {id}", $"failed {user.Name}"], app.Hooks.Logins.Where(login => login == $"in {id}" || login == $"failed {user.Name}"));
    }
}
