using System.ComponentModel.DataAnnotations;
using TokenGrains.Storage.PostgreSql;

namespace TokenGrains.Storage;

/// <summary>Where grain state is kept. Configuration section <see cref="SectionName"/>.</summary>
public sealed class StorageOptions : IValidatableObject
{
    public const string SectionName = "Storage";

    /// <summary>The engine. Default: <see cref="StorageProvider.Sqlite"/>, which serves one process.</summary>
    [EnumDataType(typeof(StorageProvider))]
    public StorageProvider Provider { get; set; } = StorageProvider.Sqlite;

    /// <summary>
    /// The connection string of the engine. It may hold a password and is never logged.
    /// SQLite: a file, relative to the working directory. In-memory databases are refused.
    /// PostgreSQL: Npgsql's, e.g. <c>Host=db;Database=tokengrains;Username=tokengrains;Password=...</c>; version 15 or newer.
    /// </summary>
    [Required(AllowEmptyStrings = false)]
    public string ConnectionString { get; set; } = "Data Source=data/tokengrains.db";

    /// <summary>
    /// PostgreSQL: connects the role that creates and migrates the tables, and grants their use to the role of
    /// <see cref="ConnectionString"/>, which then needs no right to change them. Never logged. Default: none, the serving role does both.
    /// </summary>
    public string? SchemaConnectionString { get; set; }

    /// <summary>
    /// Writes that may wait for the writer, those of the batch being committed not counted. One more is refused at once with
    /// <see cref="StorageUnavailableException"/>. 1 to 1,000,000; default 10,000.
    /// </summary>
    [Range(1, 1_000_000)]
    public int MaximumPendingWrites { get; set; } = 10_000;

    /// <summary>Writes that share one durable commit, at most. 1 to 10,000; default 512.</summary>
    [Range(1, 10_000)]
    public int MaximumBatchSize { get; set; } = 512;

    /// <summary>Time between two looks for rows whose latest end has passed, to delete them. 1 second to 1 day; default 5 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan JanitorInterval { get; set; } = TimeSpan.FromMinutes(5);

    internal bool IsPostgreSql => Provider is StorageProvider.PostgreSql or StorageProvider.AdoNet;

    /// <summary>What one setting alone cannot show. The texts never quote a connection string.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!IsPostgreSql)
        {
            if (SchemaConnectionString is not null)
                yield return new ValidationResult($"{SectionName}:{nameof(SchemaConnectionString)} is for PostgreSQL only.");
            yield break;
        }

        if (!PostgreSqlConnections.IsUsable(ConnectionString))
            yield return new ValidationResult(PostgreSqlConnections.Unusable(nameof(ConnectionString)));
        if (SchemaConnectionString is { } schema && !PostgreSqlConnections.IsUsable(schema))
            yield return new ValidationResult(PostgreSqlConnections.Unusable(nameof(SchemaConnectionString)));
    }
}

/// <summary>The engines that can hold grain state.</summary>
public enum StorageProvider
{
    /// <summary>One file, one process: the embedded mode.</summary>
    Sqlite,

    /// <summary>PostgreSQL with group commit: the cluster mode.</summary>
    PostgreSql,

    /// <summary>Orleans' own ADO.NET provider over the same PostgreSQL table: the way back, without group commit.</summary>
    AdoNet,
}
