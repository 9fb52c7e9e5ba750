using TokenGrains.Storage.Tests;

namespace TokenGrains.ApiHost.Tests.Cli;

/// <summary>A Django site on PostgreSQL, and a store on PostgreSQL, on a server of the machine's own binaries.</summary>
public sealed class PostgreSqlSourceTests : IAsyncLifetime
{
    private const string Key = "fedcba9876543210fedcba9876543210fedcba98";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tokengrains-");
    private PostgreSqlServer? _server;

    private PostgreSqlServer Server => _server ?? throw new InvalidOperationException(PostgreSqlServer.Missing);

    public async Task InitializeAsync() => _server = PostgreSqlServer.IsInstalled ? await PostgreSqlServer.StartAsync() : null;

    public async Task DisposeAsync()
    {
        _folder.Delete(recursive: true);
        if (_server is not null)
            await _server.DisposeAsync();
    }

    [PostgreSqlFact]
    public async Task A_site_is_imported_by_a_role_that_may_only_read()
    {
        var (site, store) = (await Server.CreateDatabaseAsync(), await Server.CreateDatabaseAsync());
        await Server.ExecuteAsync(
            site,
            $"""
            CREATE TABLE auth_user (id integer PRIMARY KEY, password varchar(128) NOT NULL, last_login timestamptz, is_superuser boolean NOT NULL,
                username varchar(150) NOT NULL UNIQUE, is_staff boolean NOT NULL, is_active boolean NOT NULL, date_joined timestamptz NOT NULL);
            CREATE TABLE authtoken_token (key varchar(40) PRIMARY KEY, created timestamptz NOT NULL, user_id integer NOT NULL UNIQUE);
            INSERT INTO auth_user VALUES (5, '{DjangoSite.Hash}', NULL, false, 'alice', false, true, '2025-01-02 03:04:05.678901+02');
            INSERT INTO authtoken_token VALUES ('{Key}', now(), 5);
            """);
        await Server.CreateRoleAsync("reader");
        await Server.ExecuteAsync(site, "GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader");
        var from = Server.ConnectionString(site, "reader");
        string[] options = ["--set", "Storage:Provider=PostgreSql", "--set", $"Storage:ConnectionString={Server.ConnectionString(store)}"];

        var first = await Tool.Import(from, _folder, options);
        Assert.True(first.Code == 0 && first.Output.Contains("users: 1 new", StringComparison.Ordinal), first.ToString());
        Assert.Contains("users: 0 new, 0 changed, 1 unchanged", (await Tool.Import(AsUrl(from), _folder, options)).Output, StringComparison.Ordinal);
        Assert.Contains("users: 0 new, 0 changed, 1 unchanged", (await Tool.Import(AsUrl(from), _folder, [.. options, "--dry-run"])).Output, StringComparison.Ordinal);

        await using var app = new TokenApp(_folder, "Storage:Provider=PostgreSql", $"Storage:ConnectionString={Server.ConnectionString(store)}");
        Assert.Equal("""{"user":"alice"}""", (await app.Hello(Key)).Body);
        Assert.Equal(200, (await app.SignIn("alice", DjangoSite.Password)).Status);
        var user = (await app.Admin("GET", "5/")).Json;
        Assert.Equal(new DateTimeOffset(2025, 1, 2, 1, 4, 5, 678, 901, TimeSpan.Zero), user.GetProperty("date_joined").GetDateTimeOffset());
    }

    [PostgreSqlFact]
    public async Task A_wrong_password_is_said_and_not_shown()
    {
        var outcome = await Tool.Import(Server.ConnectionString(await Server.CreateDatabaseAsync()) + "not-so-secret", _folder);
        Assert.Equal(1, outcome.Code);
        Assert.Contains("password authentication failed", outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("not-so-secret", outcome.ToString(), StringComparison.Ordinal);
    }

    private static string AsUrl(string connection)
    {
        var parts = connection.Split(';').Select(part => part.Split('=', 2)).ToDictionary(part => part[0], part => part[1]);
        return $"postgresql://{parts["Username"]}:{parts["Password"]}@{parts["Host"]}:{parts["Port"]}/{parts["Database"]}?sslmode=prefer";
    }
}

/// <summary>A test that needs PostgreSQL: skipped, visibly, where it is not installed, except in CI.</summary>
internal sealed class PostgreSqlFactAttribute : FactAttribute
{
    public PostgreSqlFactAttribute()
    {
        if (!PostgreSqlServer.IsInstalled && Environment.GetEnvironmentVariable("CI") != "true")
            Skip = PostgreSqlServer.Missing;
    }
}
