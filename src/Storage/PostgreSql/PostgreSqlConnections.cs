using System.Diagnostics.CodeAnalysis;
using Npgsql;

namespace TokenGrains.Storage.PostgreSql;

/// <summary>How PostgreSQL is connected to.</summary>
public static class PostgreSqlConnections
{
    // When storage is away or hangs, callers must learn it within seconds; a connection string may say otherwise.
    private const int ConnectSeconds = 2;
    private const int CommandSeconds = 3;

    /// <summary>A pool for short statements, as storage itself uses one. The caller owns it.</summary>
    /// <exception cref="OrleansConfigurationException">The connection string cannot be used. The text does not quote it.</exception>
    public static NpgsqlDataSource CreateDataSource(StorageOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return NpgsqlDataSource.Create(Serving(options));
    }

    /// <summary>For short statements of the role that serves.</summary>
    internal static NpgsqlConnectionStringBuilder Serving(StorageOptions options)
    {
        var connection = Parse(options.ConnectionString, nameof(options.ConnectionString));
        // Nobody sets anything in these sessions, so there is nothing to reset: DISCARD ALL would drop the plans after every use.
        connection.NoResetOnClose = true;
        connection.MaxAutoPrepare = Math.Max(connection.MaxAutoPrepare, 32);
        connection.AutoPrepareMinUsages = 2;
        if (!IsSet(connection, "Command Timeout"))
            connection.CommandTimeout = CommandSeconds;
        // A server that does not answer does not answer a cancellation either.
        if (!IsSet(connection, "Cancellation Timeout"))
            connection.CancellationTimeout = 500;
        return connection;
    }

    /// <summary>A session of its own: what it holds ends with it.</summary>
    internal static NpgsqlConnectionStringBuilder ServingAlone(StorageOptions options)
    {
        var connection = Serving(options);
        connection.Pooling = false;
        return connection;
    }

    /// <summary>For statements that take as long as they take, of the role that may change the schema.</summary>
    internal static NpgsqlConnectionStringBuilder Schema(StorageOptions options)
    {
        var connection = options.SchemaConnectionString is { } schema
            ? Parse(schema, nameof(options.SchemaConnectionString))
            : Parse(options.ConnectionString, nameof(options.ConnectionString));
        connection.Pooling = false;
        connection.CommandTimeout = 0;
        return connection;
    }

    internal static bool IsUsable(string connectionString) => TryParse(connectionString, out _);

    internal static string Unusable(string setting) =>
        $"{StorageOptions.SectionName}:{setting} must be a connection string for PostgreSQL: Host=...;Database=...;Username=...;Password=...";

    // The parser's exceptions quote parts of the text, which may be a password: they are not passed on.
    private static NpgsqlConnectionStringBuilder Parse(string connectionString, string setting) =>
        TryParse(connectionString, out var connection) ? connection : throw new OrleansConfigurationException(Unusable(setting));

    private static bool TryParse(string connectionString, [NotNullWhen(true)] out NpgsqlConnectionStringBuilder? connection)
    {
        connection = null;
        try
        {
            var parsed = new NpgsqlConnectionStringBuilder(connectionString);
            if (string.IsNullOrEmpty(parsed.Host))
                return false;
            // An error's detail quotes the row it is about.
            parsed.IncludeErrorDetail = false;
            if (!IsSet(parsed, "Timeout"))
                parsed.Timeout = ConnectSeconds;
            parsed.ApplicationName ??= "TokenGrains";
            connection = parsed;
            return true;
        }
        catch (Exception malformed) when (malformed is ArgumentException or FormatException or OverflowException or KeyNotFoundException)
        {
            return false;
        }
    }

    private static bool IsSet(NpgsqlConnectionStringBuilder connection, string keyword) => connection.ShouldSerialize(keyword);
}
