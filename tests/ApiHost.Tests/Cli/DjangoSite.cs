using Microsoft.Data.Sqlite;

namespace TokenGrains.ApiHost.Tests.Cli;

/// <summary>A SQLite database with the tables of a Django site, as its migrations make them.</summary>
internal sealed class DjangoSite : IDisposable
{
    public const string Password = "correct h\u00f6rse \U0001f600";
    public const string Hash = "pbkdf2_sha256$1000$NaCl0123456789abcdefgh$1CJcYSm6Egj9vhGLyLGqYt6vo5vOH35JG6uTT0UP5WQ=";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tokengrains-django-");

    public DjangoSite() => Run(
        """
        CREATE TABLE auth_user (id integer NOT NULL PRIMARY KEY AUTOINCREMENT, password varchar(128) NOT NULL, last_login datetime NULL,
            is_superuser bool NOT NULL, username varchar(150) NOT NULL UNIQUE, last_name varchar(150) NOT NULL, email varchar(254) NOT NULL,
            is_staff bool NOT NULL, is_active bool NOT NULL, date_joined datetime NOT NULL, first_name varchar(150) NOT NULL);
        CREATE TABLE authtoken_token (key varchar(40) NOT NULL PRIMARY KEY, created datetime NOT NULL,
            user_id integer NOT NULL UNIQUE REFERENCES auth_user (id));
        CREATE TABLE token_blacklist_outstandingtoken (id integer NOT NULL PRIMARY KEY AUTOINCREMENT, token text NOT NULL, created_at datetime NULL,
            expires_at datetime NOT NULL, user_id integer NULL REFERENCES auth_user (id), jti varchar(255) NOT NULL UNIQUE);
        CREATE TABLE token_blacklist_blacklistedtoken (id integer NOT NULL PRIMARY KEY AUTOINCREMENT, blacklisted_at datetime NOT NULL,
            token_id bigint NOT NULL UNIQUE REFERENCES token_blacklist_outstandingtoken (id));
        """);

    public string Database => Path.Combine(_folder.FullName, "db.sqlite3");

    public void AddUser(long id, string name, string hash = Hash, string? key = null)
    {
        Run($"INSERT INTO auth_user VALUES ({id}, '{hash}', '2026-01-02 03:04:05.678901', 0, '{name}', '', 'e@example.com', 0, 1, '2025-01-02 03:04:05', '')");
        if (key is not null)
            Run($"INSERT INTO authtoken_token VALUES ('{key}', '2025-01-02 03:04:05', {id})");
    }

    public void AddBlacklisted(long user, string jti, string expiresAt) => Run(
        $"""
        INSERT INTO token_blacklist_outstandingtoken (token, expires_at, user_id, jti) VALUES ('x', '{expiresAt}', {user}, '{jti}');
        INSERT INTO token_blacklist_blacklistedtoken (blacklisted_at, token_id) VALUES ('2025-01-02 03:04:05', last_insert_rowid());
        """);

#pragma warning disable CA2100 // The texts are the tests' own.
    public void Run(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        connection.Open();
        using var command = new SqliteCommand(sql, connection);
        command.ExecuteNonQuery();
    }
#pragma warning restore CA2100

    public void Dispose() => _folder.Delete(recursive: true);
}
