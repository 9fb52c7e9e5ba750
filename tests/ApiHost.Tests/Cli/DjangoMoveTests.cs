using System.Text.Json;

namespace TokenGrains.ApiHost.Tests.Cli;

/// <summary>The move of a real Django site: whatever its clients hold goes on working against our host, unchanged.</summary>
public sealed class DjangoMoveTests : IDisposable
{
    private const int HowMany = 3;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tokengrains-");

    public void Dispose() => _folder.Delete(recursive: true);

    [DjangoPeerFact]
    public async Task Passwords_keys_and_access_tokens_go_on_working_and_a_second_import_changes_nothing()
    {
        await using var peer = await DjangoPeer.Start();
        var users = await Register(peer);
        Assert.Contains($"users: {HowMany} new, 0 changed, 0 unchanged, 0 kept as changed here, 0 refused", await Import(peer), StringComparison.Ordinal);

        await using (var app = Serve())
        {
            foreach (var user in users)
            {
                var greeting = (200, $$"""{"user":"{{user.Name}}"}""");
                Assert.Equal(greeting, Short(await app.Hello(user.Opaque)));
                Assert.Equal(greeting, Short(await app.HelloJwt(user.Access)));
                Assert.Equal(200, (await app.SignIn(user.Name, user.Password)).Status);
                Assert.Equal(401, (await app.SignIn(user.Name, user.Password + "x")).Status);
            }

            // Another site's tokens are nothing here: what was accepted above was not everything.
            Assert.Equal(401, (await app.Hello(new string('0', 40))).Status);
            Assert.Equal(401, (await app.HelloJwt(users[0].Access[..^1] + (users[0].Access[^1] is 'A' ? 'Q' : 'A'))).Status);
        }

        Assert.Contains($"users: 0 new, 0 changed, {HowMany} unchanged, 0 kept as changed here, 0 refused", await Import(peer), StringComparison.Ordinal);
    }

    [DjangoPeerFact]
    public async Task Refresh_tokens_go_on_working_once_and_a_blacklisted_one_stays_blacklisted()
    {
        await using var peer = await DjangoPeer.Start();
        var users = await Register(peer);
        await peer.Post("/api/token/blacklist/", new { refresh = users[0].Refresh });
        Assert.Contains("blacklisted refresh tokens: 1 new, 0 changed, 0 unchanged", await Import(peer), StringComparison.Ordinal);

        await using var app = Serve();
        Assert.Equal(401, (await app.Refresh(users[0].Refresh)).Status);
        foreach (var user in users[1..])
        {
            var refreshed = await app.Refresh(user.Refresh);
            Assert.True(refreshed.Status == 200, refreshed.ToString());
            Assert.Equal(200, (await app.HelloJwt(refreshed["access"])).Status);
        }
    }

    private static async Task<List<TestUser>> Register(DjangoPeer peer)
    {
        var users = new List<TestUser>();
        for (var number = 0; number < HowMany; number++)
        {
            var (name, password) = ($"moved-{number}", $"a password of old, {number}");
            var registered = await peer.Post("/register-jwt/", new { username = name, password });
            users.Add(new TestUser(name, password, Text(registered, "token_obj"), Text(registered, "refresh"), Text(registered, "access")));
        }

        return users;
    }

    private async Task<string> Import(DjangoPeer peer)
    {
        var outcome = await Tool.Import(peer.Database, _folder);
        Assert.True(outcome.Code == 0, outcome.ToString());
        return outcome.Output;
    }

    // The site's tokens are of the present.
    private TokenApp Serve()
    {
        var app = new TokenApp(_folder, $"SimpleJwt:SIGNING_KEY={DjangoPeer.SecretKey}");
        app.Time.SetUtcNow(TimeProvider.System.GetUtcNow());
        return app;
    }

    private static string Text(JsonElement answer, string member) => answer.GetProperty(member).GetString()!;

    private static (int Status, string Body) Short(Answer answer) => (answer.Status, answer.Body);
}
