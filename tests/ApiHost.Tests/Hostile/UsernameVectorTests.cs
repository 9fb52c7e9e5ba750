using System.Text;
using System.Text.Json;
using TokenGrains.ApiHost.Tests.Django.Views;

namespace TokenGrains.ApiHost.Tests.Hostile;

public sealed class UsernameVectorApp : TokenApp;

/// <summary>Names that look alike, or like numbers: two accounts or one, but the same answer at every door.</summary>
public class UsernameVectorTests(UsernameVectorApp app) : IClassFixture<UsernameVectorApp>
{
    // What is one name here: trimmed as DRF does, then Unicode NFKC, with its case (docs of Username).
    private readonly Dictionary<string, (string Password, long Id)> _accounts = [];

    [SharedFact]
    public async Task Every_name_is_one_account_at_every_door_or_none_at_all()
    {
        foreach (var pair in Vectors.Cases("username_vectors.json"))
        {
            foreach (var member in new[] { "a", "b" })
                await Judge(pair.GetProperty(member));
        }

        // Pairs that a number-like key would merge are two accounts.
        foreach (var (one, other) in new[] { ("0612345678", "612345678"), ("cafe", "CAFE"), ("1", "01"), ("7b", "007B"), ("12+", "012+"), ("Alice", "alice") })
            Assert.NotEqual(_accounts[one].Id, _accounts[other].Id);
        Assert.Equal(_accounts.Count, _accounts.Values.Select(account => account.Id).Distinct().Count());
    }

    private async Task Judge(JsonElement name)
    {
        var json = name.GetRawText();
        var password = $"a password of its own {_accounts.Count}";
        var answer = await app.Post("/register/", $$"""{"username":{{json}},"password":"{{password}}"}""");
        Assert.True(answer.Status == 200, $"{json}: {answer}");
        var registered = answer.Json.GetProperty("status").GetInt32() == 200;
        if (Key(name) is not { } key || (!registered && !_accounts.ContainsKey(key)))
        {
            Assert.False(registered, $"{json} cannot be a name: {answer}");
            Assert.True(answer.Json.GetProperty("errors").TryGetProperty("username", out _), $"{json}: {answer}");
            Assert.Contains((await SignIn("/api/token/", json, password)).Status, new[] { 400, 401 });
            Assert.Equal(400, (await SignIn("/api-token-auth/", json, password)).Status);
            var admin = await app.Post(TokenAppAdmin.UsersPath, $$"""{"username":{{json}},"password":"{{password}}"}""", await app.AdminHeader());
            Assert.True(admin.Status == 400, $"{json} at the admin face: {admin}");
            return;
        }

        // The first spelling of a name takes it; a second one is told so and reaches the first one's account.
        Assert.True(registered != _accounts.ContainsKey(key), $"{json}: {answer}");
        if (registered)
            _accounts[key] = (password, await app.IdOf(key));
        var account = _accounts[key];
        Assert.Equal(200, (await SignIn("/api/token/", json, account.Password)).Status);
        Assert.Equal(200, (await SignIn("/api-token-auth/", json, account.Password)).Status);
        Assert.Equal(account.Id, await app.IdOf(key));
    }

    private Task<Answer> SignIn(string path, string name, string password) => app.Post(path, $$"""{"username":{{name}},"password":"{{password}}"}""");

    private static string? Key(JsonElement name)
    {
        try
        {
            return name.GetString()!.Trim().Normalize(NormalizationForm.FormKC);
        }
        catch (InvalidOperationException)
        {
            return null; // A lone surrogate.
        }
    }
}
