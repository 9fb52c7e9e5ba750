using System.ComponentModel.DataAnnotations;

namespace TokenGrains.Storage;

/// <summary>Where grain state is kept. Configuration section <see cref="SectionName"/>.</summary>
public sealed class StorageOptions
{
    public const string SectionName = "Storage";

    /// <summary>The engine. Default: <see cref="StorageProvider.Sqlite"/>, which serves one process.</summary>
    [EnumDataType(typeof(StorageProvider))]
    public StorageProvider Provider { get; set; } = StorageProvider.Sqlite;

    /// <summary>
    /// The connection string of the engine. It may hold a password and is never logged.
    /// SQLite: a file, relative to the working directory. In-memory databases are refused.
    /// </summary>
    [Required(AllowEmptyStrings = false)]
    public string ConnectionString { get; set; } = "Data Source=data/tokengrains.db";

    /// <summary>
    /// Writes that may wait for the writer, those of the batch being committed not counted. One more is refused at once with
    /// <see cref="StorageUnavailableException"/>. 1 to 1,000,000; default 10,000.
    /// </summary>
    [Range(1, 1_000_000)]
    public int MaximumPendingWrites { get; set; } = 10_000;

    /// <summary>Writes that share one durable commit, at most. 1 to 10,000; default 512.</summary>
    [Range(1, 10_000)]
    public int MaximumBatchSize { get; set; } = 512;
}

/// <summary>The engines that can hold grain state.</summary>
public enum StorageProvider
{
    /// <summary>One file, one process: the embedded mode.</summary>
    Sqlite,
}
