namespace TokenGrains.ApiHost.Tests.Cli;

/// <summary>The commands people know, on a service that runs.</summary>
public sealed class CommandTests(ServedApp app) : IClassFixture<ServedApp>
{
    [Fact]
    public async Task A_token_is_printed_again_and_made_anew()
    {
        var user = await app.App.Register();
        Assert.Equal(user.Opaque + "\n", (await Run("create-token", user.Name)).Output);
        var anew = (await Run("create-token", "-r", user.Name)).Output.TrimEnd();
        Assert.Equal((401, 200), ((await app.App.Hello(user.Opaque)).Status, (await app.App.Hello(anew)).Status));
    }

    [Fact]
    public async Task A_user_is_revoked()
    {
        var user = await app.App.Register();
        Assert.Equal(0, (await Run("revoke-user", user.Name)).Code);
        Assert.Equal((401, 401), ((await app.App.Hello(user.Opaque)).Status, (await app.App.Refresh(user.Refresh)).Status));
        Assert.Equal(200, (await app.App.SignIn(user.Name)).Status);
    }

    [Fact]
    public async Task What_has_ended_is_deleted() => Assert.Equal("0 deleted.\n", (await Run("flush-expired")).Output);

    [Fact]
    public async Task A_site_is_imported_through_the_admin_face_and_its_keys_work_at_once()
    {
        const string key = "89abcdef0123456789abcdef0123456789abcdef";
        using var site = new DjangoSite();
        site.AddUser(1, "alice", key: key);
        site.AddUser(2, "with blank");
        site.AddBlacklisted(1, "0123", "2999-01-01 00:00:00");
        Assert.Contains("users: 1 new", (await Run("import-django", "--from", site.Database, "--dry-run")).Output, StringComparison.Ordinal);
        Assert.Equal(401, (await app.App.Hello(key)).Status);
        var outcome = await Run("import-django", "--from", site.Database);
        Assert.Equal((3, "refused: user 2: its username is empty, too long or holds characters other than letters, numbers and @/./+/-/_\n"), (outcome.Code, outcome.Error));
        Assert.Equal("""{"user":"alice"}""", (await app.App.Hello(key)).Body);
        Assert.Contains("users: 0 new, 0 changed, 1 unchanged", (await Run("import-django", "--from", site.Database)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_goes_wrong_is_said_in_one_line()
    {
        Assert.Equal((1, "There is no user nobody.\n"), await Run("revoke-user", "nobody") is var unknown ? (unknown.Code, unknown.Error) : default);
        var refused = await Tool.Run("revoke-user", "nobody", "--url", app.Url, "--token", "tg_wrong");
        Assert.Equal((1, "The service does not take the token: give one of a staff user with --token or TOKENGRAINS_TOKEN.\n"), (refused.Code, refused.Error));
        var away = await Tool.Run("flush-expired", "--url", "http://127.0.0.1:1", "--token", "tg_wrong");
        Assert.Equal(1, away.Code);
        Assert.StartsWith("No service answers at http://127.0.0.1:1/api/admin/: ", away.Error, StringComparison.Ordinal);
        Assert.Contains("--url", (await Tool.Run("flush-expired")).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("The store cannot be opened:\n  - Storage:Provider must be one of Sqlite, PostgreSql, AdoNet.\n", "Storage:Provider=Oracle")]
    [InlineData("--set takes NAME=VALUE.\n", "Storage")]
    [InlineData("It failed: Connection refused\n", "Storage:Provider=PostgreSql", "Storage:ConnectionString=Host=127.0.0.1;Port=1;Password=not-so-secret")]
    public async Task A_store_that_cannot_be_opened_is_explained_without_a_stack(string error, params string[] settings)
    {
        string[] options = [.. settings.SelectMany(setting => new[] { "--set", setting })];
        var outcome = await Tool.Run(["flush-expired", "--store", .. options]);
        Assert.Equal((1, "", error), (outcome.Code, outcome.Output, outcome.Error));
    }

    // The client asks before it sends: else it may still be writing when the refused connection closes.
    [Fact]
    public async Task Too_large_a_batch_is_a_413() => Assert.Equal(413, (await app.App.Send(
        "POST", "/api/admin/import/users/", new string(' ', TokenGrains.Importing.ImportJson.LargestBody + 1), await app.App.AdminHeader(), "Expect: 100-continue")).Status);

    [Fact]
    public async Task Every_command_is_helped()
    {
        var help = (await Tool.Run("--help")).Output;
        foreach (var command in new[] { "create-user", "create-token", "change-password", "flush-expired", "revoke-user", "import-django" })
        {
            Assert.Contains(command, help, StringComparison.Ordinal);
            var own = (await Tool.Run(command, "--help")).Output;
            Assert.Contains("--store", own, StringComparison.Ordinal);
            Assert.Contains($"Examples:\n  tokengrains {command}", own.Replace("echo \"$PASSWORD\" | ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        }
    }

    private async Task<Tool.Outcome> Run(params string[] arguments) => await Tool.Run([.. arguments, "--url", app.Url, "--token", await app.Token()]);
}

/// <summary>A host on a real port.</summary>
public sealed class ServedApp : IAsyncDisposable
{
    public TokenApp App { get; } = new TokenApp().StartOnLoopback();

    public string Url => App.ClientOptions.BaseAddress.ToString();

    public async Task<string> Token() => (await App.AdminHeader())["Authorization: Token ".Length..];

    public ValueTask DisposeAsync() => App.DisposeAsync();
}
