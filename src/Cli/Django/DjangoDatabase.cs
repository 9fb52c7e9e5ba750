using System.Collections.Immutable;
using System.Data.Common;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using TokenGrains.Importing;
using TokenGrains.Tokens;

namespace TokenGrains.Cli.Django;

/// <summary>The accounts, authtoken keys and blacklisted refresh tokens in the database of a Django site, row by row.</summary>
internal sealed partial class DjangoDatabase : IAsyncDisposable
{
    private const string TokenTable = "authtoken_token";
    private const string OutstandingTable = "token_blacklist_outstandingtoken";
    private const string BlacklistTable = "token_blacklist_blacklistedtoken";

    // What the import grain refuses as no key.
    private static readonly ImmutableArray<byte> NoHash = [0];

    private readonly DbTransaction _snapshot;
    private readonly string _users;
    private readonly HashSet<string> _tables;

    private DjangoDatabase(DbTransaction snapshot, string users, HashSet<string> tables) => (_snapshot, _users, _tables) = (snapshot, users, tables);

    /// <summary>Opens the database.</summary>
    /// <exception cref="CommandException">It cannot be opened, or is not one of Django's.</exception>
    public static async Task<DjangoDatabase> Open(string from, string users, CancellationToken stopping)
    {
        if (!TableName().IsMatch(users))
            throw new CommandException("--users-table takes the name of a table.");

        var snapshot = await DjangoConnection.Open(from, stopping);
        try
        {
            var database = new DjangoDatabase(snapshot, users, await ReadTables(snapshot, stopping));
            return database._tables.Contains(users)
                ? database
                : throw new CommandException($"That is no database of Django, or its users are elsewhere: it has no table {users}. Name it with --users-table.");
        }
        catch (SqliteException exception)
        {
            throw new CommandException($"The source cannot be read: {exception.Message}");
        }
    }

    /// <summary>How many accounts there are.</summary>
    public async Task<long> CountUsers(CancellationToken stopping)
    {
        await using var command = Command($"SELECT COUNT(*) FROM {_users}");
        return Convert.ToInt64(await command.ExecuteScalarAsync(stopping), System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>All accounts.</summary>
    public async IAsyncEnumerable<ImportedUser> ReadUsers([EnumeratorCancellation] CancellationToken stopping)
    {
        var (key, join) = _tables.Contains(TokenTable) ? ("t.key", $"LEFT JOIN {TokenTable} t ON t.user_id = u.id") : ("NULL", "");
        await using var command = Command(
            $"SELECT u.id, u.username, u.password, u.is_active, u.is_staff, u.date_joined, u.last_login, {key} FROM {_users} u {join} ORDER BY u.id");
        await using var rows = await Execute(command, stopping);
        while (await rows.ReadAsync(stopping))
        {
            yield return new ImportedUser(
                ReadId(rows, 0),
                rows.GetString(1),
                rows.GetString(2),
                rows.GetBoolean(3),
                rows.GetBoolean(4),
                ReadTime(rows, 5),
                rows.IsDBNull(6) ? null : ReadTime(rows, 6),
                rows.IsDBNull(7) ? [] : ImportedToken.TryParse(rows.GetString(7), out var token) ? token.Hash : NoHash);
        }
    }

    /// <summary>All refresh tokens that are blacklisted. Outstanding ones need nothing: their session begins at their first refresh.</summary>
    public async IAsyncEnumerable<ImportedRevocation> ReadRevocations([EnumeratorCancellation] CancellationToken stopping)
    {
        if (!_tables.Contains(BlacklistTable) || !_tables.Contains(OutstandingTable))
            yield break;

        // Without a user the account is gone, and with it all of its tokens.
        await using var command = Command(
            $"SELECT o.user_id, o.jti, o.expires_at FROM {BlacklistTable} b JOIN {OutstandingTable} o ON o.id = b.token_id WHERE o.user_id IS NOT NULL ORDER BY o.id");
        await using var rows = await Execute(command, stopping);
        while (await rows.ReadAsync(stopping))
            yield return new ImportedRevocation(ReadId(rows, 0), rows.GetString(1), ReadTime(rows, 2));
    }

    public async ValueTask DisposeAsync()
    {
        var connection = _snapshot.Connection;
        await _snapshot.DisposeAsync();
        if (connection is not null)
            await connection.DisposeAsync();
    }

    private static async Task<HashSet<string>> ReadTables(DbTransaction snapshot, CancellationToken stopping)
    {
        await using var command = snapshot.Connection!.CreateCommand();
        command.Transaction = snapshot;
        command.CommandText = snapshot is SqliteTransaction
            ? "SELECT name FROM sqlite_master WHERE type IN ('table', 'view')"
            : "SELECT table_name FROM information_schema.tables WHERE table_schema = ANY (current_schemas(false))";
        var tables = new HashSet<string>();
        await using var rows = await command.ExecuteReaderAsync(stopping);
        while (await rows.ReadAsync(stopping))
            tables.Add(rows.GetString(0));
        return tables;
    }

    private DbCommand Command(string text)
    {
        var command = _snapshot.Connection!.CreateCommand();
        command.Transaction = _snapshot;
#pragma warning disable CA2100 // The only variable part is a table name, which is checked.
        command.CommandText = text;
#pragma warning restore CA2100
        return command;
    }

    private async Task<DbDataReader> Execute(DbCommand command, CancellationToken stopping)
    {
        try
        {
            return await command.ExecuteReaderAsync(stopping);
        }
        catch (DbException exception)
        {
            throw new CommandException($"The table {_users} is not as Django's own user model makes it: {exception.Message}");
        }
    }

    private static long ReadId(DbDataReader rows, int column) => rows.GetValue(column) switch
    {
        long id => id,
        int id => id,
        _ => throw new CommandException("The users' ids are not integers, and here they must be: such a site cannot be imported."),
    };

    // Django writes UTC where USE_TZ is on; where it is off, the site's local time, which is not known here.
    private static DateTimeOffset ReadTime(DbDataReader rows, int column) => new(DateTime.SpecifyKind(rows.GetDateTime(column), DateTimeKind.Utc));

    [GeneratedRegex(@"\A[A-Za-z_][A-Za-z0-9_]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex TableName();
}
