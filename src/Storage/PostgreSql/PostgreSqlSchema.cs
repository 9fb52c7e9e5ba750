using System.Globalization;
using System.Reflection;
using Npgsql;

namespace TokenGrains.Storage.PostgreSql;

/// <summary>The tables of storage and of the cluster's membership, and the steps that bring an older database up to date.</summary>
public static class PostgreSqlSchema
{
    // NULLS NOT DISTINCT.
    private const int OldestServer = 15;

    // Any number that nobody else uses: "tokengr1".
    private const long UpgradeLock = 0x746F_6B65_6E67_7231;

    private static readonly Assembly Resources = typeof(PostgreSqlSchema).Assembly;

    // One file per version, never edited after a release.
    private static readonly string[] Steps =
        [.. Resources.GetManifestResourceNames().Where(name => name.EndsWith(".sql", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    // What the role that serves needs; the schema's version only to read.
    private static readonly (string Table, string Right)[] Rights =
    [
        .. from table in (string[])["orleansstorage", "orleansmembershiptable", "orleansmembershipversiontable"]
           from right in (string[])["SELECT", "INSERT", "UPDATE", "DELETE"]
           select (table, right),
        ("orleansquery", "SELECT"),
        // Not UPDATE: who serves cannot change what has happened.
        ("securityevents", "SELECT"),
        ("securityevents", "INSERT"),
        ("securityevents", "DELETE"),
        ("tokengrainsschema", "SELECT"),
    ];

    /// <summary>The newest version this program knows.</summary>
    public static int Newest => Steps.Length;

    /// <summary>
    /// Creates or migrates the schema, one process at a time however many start; a current one is only looked at. A silo with
    /// <see cref="StorageSiloBuilderExtensions.AddTokenGrainsStorage"/> calls this itself, before it joins its cluster.
    /// </summary>
    /// <exception cref="OrleansConfigurationException">
    /// The schema is newer than the program, the server is too old, an old table holds a grain twice, or a connection string cannot be used.
    /// </exception>
    public static async Task UpgradeAsync(StorageOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        await using var connection = new NpgsqlConnection(PostgreSqlConnections.Schema(options).ToString());
        await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
        if (connection.PostgreSqlVersion.Major < OldestServer)
            throw new OrleansConfigurationException($"PostgreSQL {connection.PostgreSqlVersion} is too old: {OldestServer} or newer is needed.");

        // Without a lock and without writing: a serving role without rights on the schema starts on a current one.
        if (await FindVersionAsync(connection, cancellationToken).ConfigureAwait(false) != Newest)
            await UpgradeAsync(connection, cancellationToken).ConfigureAwait(false);
        if (options.SchemaConnectionString is not null)
            await GrantAsync(connection, options, cancellationToken).ConfigureAwait(false);
    }

    private static async Task UpgradeAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await LockAsync(connection, cancellationToken).ConfigureAwait(false);
        // Again: another process may have been first.
        var found = await FindVersionAsync(connection, cancellationToken).ConfigureAwait(false);
        await RunAsync(connection, "CREATE TABLE IF NOT EXISTS TokenGrainsSchema (Version integer NOT NULL)", cancellationToken).ConfigureAwait(false);
        for (var version = found + 1; version <= Newest; version++)
        {
            await StepAsync(connection, Read(Steps[version - 1]), cancellationToken).ConfigureAwait(false);
            var record = string.Create(CultureInfo.InvariantCulture, $"INSERT INTO TokenGrainsSchema (Version) VALUES ({version})");
            await RunAsync(connection, record, cancellationToken).ConfigureAwait(false);
        }

        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
    }

    private static async Task StepAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        try
        {
            await RunAsync(connection, sql, cancellationToken).ConfigureAwait(false);
        }
        catch (PostgresException duplicate) when (duplicate is { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "ux_orleansstorage" })
        {
            throw new OrleansConfigurationException(
                "OrleansStorage holds a grain twice, which the schema of Orleans' own scripts does not prevent. Delete one row of each pair, then start again.", duplicate);
        }
    }

    private static async Task<int> FindVersionAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        // From the catalog: to_regclass may answer from what this session cached before it waited for the lock.
        const string exists = "SELECT EXISTS (SELECT FROM pg_class WHERE relname = 'tokengrainsschema' AND pg_table_is_visible(oid))";
        if (await RunAsync(connection, exists, cancellationToken).ConfigureAwait(false) is not true)
            return 0;
        var version = await RunAsync(connection, "SELECT COALESCE(MAX(Version), 0) FROM TokenGrainsSchema", cancellationToken).ConfigureAwait(false);
        var found = Convert.ToInt32(version, CultureInfo.InvariantCulture);
        return found <= Newest ? found : throw new OrleansConfigurationException(
            $"The database has schema version {found}, this program knows {Newest} at most. Start the newer program, or restore a backup from before it.");
    }

    private static async Task GrantAsync(NpgsqlConnection connection, StorageOptions options, CancellationToken cancellationToken)
    {
        var role = await FindServingRoleAsync(options, cancellationToken).ConfigureAwait(false);
        var missing = new List<string>();
        foreach (var (table, right) in Rights)
        {
            await using var command = new NpgsqlCommand("SELECT has_table_privilege($1, $2, $3)", connection)
            {
                Parameters = { new() { Value = role }, new() { Value = table }, new() { Value = right } },
            };
            if (await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is not true)
                missing.Add($"GRANT {right} ON {table} TO {Quote(role)}");
        }

        if (missing.Count == 0)
            return;
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        // Two processes that grant on one table at once fail with "tuple concurrently updated".
        await LockAsync(connection, cancellationToken).ConfigureAwait(false);
        await RunAsync(connection, string.Join(";\n", missing), cancellationToken).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
    }

    // Asked, not read from the connection string: a certificate, a service file or the environment may name the role.
    private static async Task<string> FindServingRoleAsync(StorageOptions options, CancellationToken cancellationToken)
    {
        await using var serving = new NpgsqlConnection(PostgreSqlConnections.ServingAlone(options).ToString());
        await serving.OpenAsync(cancellationToken).ConfigureAwait(false);
        return (string)(await RunAsync(serving, "SELECT current_user::text", cancellationToken).ConfigureAwait(false))!;
    }

    private static Task<object?> LockAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        RunAsync(connection, string.Create(CultureInfo.InvariantCulture, $"SELECT pg_advisory_xact_lock({UpgradeLock})"), cancellationToken);

    private static async Task<object?> RunAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false);
    }

    private static string Read(string step)
    {
        using var reader = new StreamReader(Resources.GetManifestResourceStream(step)!);
        return reader.ReadToEnd();
    }

    private static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
