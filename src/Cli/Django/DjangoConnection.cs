using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace TokenGrains.Cli.Django;

/// <summary>Opens the database of a Django site so that it can only be read, and all reads see one moment.</summary>
internal static class DjangoConnection
{
    /// <summary>Opens it.</summary>
    /// <param name="from">A SQLite file or <c>sqlite:///file</c>; <c>postgresql://...</c> or Npgsql's own <c>Host=...</c>. It may hold a password.</param>
    /// <param name="stopping">Gives up.</param>
    /// <exception cref="CommandException">It cannot be opened.</exception>
    public static async Task<DbTransaction> Open(string from, CancellationToken stopping)
    {
        try
        {
            return IsPostgreSql(from) ? await OpenPostgreSql(from, stopping) : await OpenSqlite(PathOf(from), stopping);
        }
        catch (PostgresException exception)
        {
            throw new CommandException($"The source refuses: {exception.MessageText}.");
        }
        catch (NpgsqlException exception)
        {
            throw new CommandException($"The source cannot be reached: {exception.InnerException?.Message ?? exception.Message}");
        }
        catch (SqliteException exception)
        {
            throw new CommandException($"The source cannot be read: {exception.Message}");
        }
        catch (Exception exception) when (exception is ArgumentException or UriFormatException or FormatException)
        {
            // Without its text, which quotes what it could not read.
            throw new CommandException("--from is no connection that can be understood: give a file, sqlite:///FILE, postgresql://USER:PASSWORD@HOST/DATABASE or Host=...;Database=...");
        }
    }

    private static bool IsPostgreSql(string from) =>
        from.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase)
        || from.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase)
        || (from.Contains('=', StringComparison.Ordinal) && !File.Exists(from));

    private static string PathOf(string from)
    {
        const string scheme = "sqlite:///";
        if (from.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
            return from[scheme.Length..];
        return from.Contains("://", StringComparison.Ordinal)
            ? throw new CommandException("--from takes SQLite and PostgreSQL databases only.")
            : from;
    }

    private static async Task<DbTransaction> OpenSqlite(string path, CancellationToken stopping)
    {
        if (!File.Exists(path))
            throw new CommandException($"There is no file {path}.");

        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        try
        {
            await connection.OpenAsync(stopping);
            return connection.BeginTransaction(deferred: true);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private static async Task<DbTransaction> OpenPostgreSql(string from, CancellationToken stopping)
    {
        var settings = from.Contains("://", StringComparison.Ordinal) ? FromUrl(new Uri(from)) : new NpgsqlConnectionStringBuilder(from);
        (settings.Pooling, settings.ApplicationName, settings.CommandTimeout) = (false, "tokengrains import-django", 0);
        var connection = new NpgsqlConnection(settings.ToString());
        try
        {
            await connection.OpenAsync(stopping);
            var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, stopping);
            await using var command = new NpgsqlCommand("SET TRANSACTION READ ONLY", connection, transaction);
            await command.ExecuteNonQueryAsync(stopping);
            return transaction;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private static NpgsqlConnectionStringBuilder FromUrl(Uri url)
    {
        var (user, password) = url.UserInfo.Split(':', 2) is [var name, var secret] ? (name, secret) : (url.UserInfo, "");
        var settings = new NpgsqlConnectionStringBuilder
        {
            Host = url.Host,
            Port = url.IsDefaultPort ? 5432 : url.Port,
            Database = Uri.UnescapeDataString(url.AbsolutePath.TrimStart('/')),
            Username = Uri.UnescapeDataString(user),
        };
        if (password.Length > 0)
            settings.Password = Uri.UnescapeDataString(password);
        foreach (var pair in url.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            if (pair.Split('=', 2) is not ["sslmode", var mode])
                throw new FormatException(pair);
            settings.SslMode = Enum.Parse<SslMode>(mode.Replace("-", "", StringComparison.Ordinal), ignoreCase: true);
        }

        return settings;
    }
}
