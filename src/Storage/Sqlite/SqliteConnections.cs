using Microsoft.Data.Sqlite;

namespace TokenGrains.Storage.Sqlite;

/// <summary>How this engine opens a connection.</summary>
internal static class SqliteConnections
{
    public static SqliteConnection OpenWriter(string connectionString)
    {
        var connection = Open(connectionString, SqliteOpenMode.ReadWrite);
        // FULL: with NORMAL a power cut takes the last commits back, and a spent refresh token works again. A batch pays for it once.
        Run(connection, "PRAGMA synchronous = FULL");
        return connection;
    }

    public static SqliteConnection OpenReader(string connectionString) => Open(connectionString, SqliteOpenMode.ReadOnly);

    public static object? Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    private static SqliteConnection Open(string connectionString, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder(connectionString)
        {
            Mode = mode,
            Cache = SqliteCacheMode.Private,
            // A pooled connection would outlive its Close, and carry a broken transaction to the next user.
            Pooling = false,
            // Whoever else holds the file (a backup, a shell) must let go within this second, or the batch fails.
            DefaultTimeout = 1,
        }.ToString());
        try
        {
            connection.Open();
            Run(connection, "PRAGMA busy_timeout = 250");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
