using System.Security.Cryptography;

namespace TokenGrains.ApiHost.Tests.Cli;

/// <summary><c>import-django</c> into a store that no service has open.</summary>
public sealed class ImportDjangoTests : IDisposable
{
    private const string Key = "0123456789abcdef0123456789abcdef01234567";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tokengrains-");
    private readonly DjangoSite _site = new();

    public void Dispose()
    {
        _site.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Passwords_and_keys_work_as_before_and_a_second_import_changes_nothing()
    {
        _site.AddUser(1, "alice", key: Key);
        _site.AddUser(2, "bob", hash: "!unusable");
        _site.AddBlacklisted(1, "0123", "2999-01-01 00:00:00");
        var before = SHA256.HashData(await File.ReadAllBytesAsync(_site.Database));

        Expect(Totals(users: "2 new, 0 changed, 0 unchanged", tokens: "1 new, 0 changed, 0 unchanged"), await Tool.Import(_site.Database, _folder));
        await using (var app = new TokenApp(_folder))
        {
            Assert.Equal(200, (await app.SignIn("alice", DjangoSite.Password)).Status);
            Assert.Equal(401, (await app.SignIn("alice", "another")).Status);
            Assert.Equal(401, (await app.SignIn("bob", "!unusable")).Status);
            Assert.Equal("""{"user":"alice"}""", (await app.Hello(Key)).Body);
            Assert.Equal(1, await app.IdOf("alice"));
        }

        Expect(Totals(users: "0 new, 0 changed, 2 unchanged", tokens: "0 new, 0 changed, 1 unchanged"), await Tool.Import(_site.Database, _folder));
        Assert.Equal(before, SHA256.HashData(await File.ReadAllBytesAsync(_site.Database)));
    }

    [Fact]
    public async Task Only_what_is_new_or_changed_is_taken_over()
    {
        _site.AddUser(1, "alice", key: Key);
        _site.AddUser(2, "bob");
        await Tool.Import(_site.Database, _folder);
        _site.AddUser(3, "carol");
        _site.Run("UPDATE auth_user SET is_active = 0 WHERE id = 2");
        Expect(Totals("1 new, 1 changed, 1 unchanged", "0 new, 0 changed, 0 unchanged"), await Tool.Import("sqlite:///" + _site.Database, _folder));
        await using var app = new TokenApp(_folder);
        Assert.Equal(401, (await app.SignIn("bob", DjangoSite.Password)).Status);
        Assert.Equal(200, (await app.SignIn("carol", DjangoSite.Password)).Status);
    }

    [Fact]
    public async Task A_dry_run_writes_nothing()
    {
        _site.AddUser(1, "alice", key: Key);
        var totals = Totals("1 new, 0 changed, 0 unchanged", "0 new, 0 changed, 0 unchanged");
        Expect("Dry run: nothing was written. It would be:\n" + totals, await Tool.Import(_site.Database, _folder, "--dry-run"));
        Expect(totals, await Tool.Import(_site.Database, _folder));
    }

    [Fact]
    public async Task Rows_that_are_refused_are_named_with_their_reason_and_the_others_taken()
    {
        _site.AddUser(1, "alice");
        _site.AddUser(2, "with blank");
        _site.AddUser(3, "carol", hash: "md5$salt$5d41402abc4b2a76b9719d911017c592");
        _site.AddUser(4, "dave", hash: DjangoSite.Hash.Replace("$1000$", "$1000000000$", StringComparison.Ordinal));
        _site.AddUser(5, "erin", key: "not a key");
        var outcome = await Tool.Import(_site.Database, _folder);
        Assert.Equal((3, """
            refused: user 2: its username is empty, too long or holds characters other than letters, numbers and @/./+/-/_
            refused: user 3: its password hash is of no known algorithm
            refused: user 4: its password hash would take too much time or memory to check
            refused: user 5: its authtoken key is not 40 characters of lower-case hexadecimal

            """.ReplaceLineEndings("\n")), (outcome.Code, outcome.Error));
        Assert.Contains("users: 1 new, 0 changed, 0 unchanged, 0 kept as changed here, 4 refused", outcome.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("5d41402abc", outcome.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_source_that_is_none_is_explained()
    {
        var missing = Path.Combine(_folder.FullName, "missing.sqlite3");
        await ExpectFailure($"There is no file {missing}.", missing);
        Assert.False(File.Exists(missing));

        var text = Path.Combine(_folder.FullName, "text");
        await File.WriteAllTextAsync(text, new string('x', 4_096));
        await ExpectFailure("The source cannot be read", text);
        await ExpectFailure("--from takes SQLite and PostgreSQL", "mysql://root:secret@localhost/site");
        await ExpectFailure("--from is no connection", "Host=localhost;Pass word=secret");
        await ExpectFailure("The source cannot be reached", "postgresql://site:secret@127.0.0.1:1/site");

        _site.Run("ALTER TABLE auth_user RENAME TO accounts_user");
        await ExpectFailure("it has no table auth_user", _site.Database);
        Assert.Equal(0, (await Tool.Import(_site.Database, _folder, "--users-table", "accounts_user")).Code);
    }

    [Fact]
    public async Task A_store_that_a_service_has_open_is_not_opened()
    {
        await using var app = new TokenApp(_folder);
        _ = app.Services;
        var outcome = await Tool.Import(_site.Database, _folder);
        Assert.Equal(1, outcome.Code);
        Assert.Contains("Another process has the database", outcome.Error, StringComparison.Ordinal);
    }

    private async Task ExpectFailure(string message, string from)
    {
        var outcome = await Tool.Import(from, _folder);
        Assert.True(outcome.Code == 1 && outcome.Error.Contains(message, StringComparison.Ordinal), outcome.ToString());
        Assert.DoesNotContain("secret", outcome.ToString(), StringComparison.Ordinal);
    }

    private static void Expect(string output, Tool.Outcome outcome) => Assert.Equal((0, output, ""), (outcome.Code, outcome.Output, outcome.Error));

    private static string Totals(string users, string tokens) =>
        $"users: {users}, 0 kept as changed here, 0 refused\nblacklisted refresh tokens: {tokens}, 0 kept as changed here, 0 refused\n";
}
