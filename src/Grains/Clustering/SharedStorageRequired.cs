using TokenGrains.Storage;

namespace TokenGrains.Grains.Clustering;

/// <summary>The silos of a cluster need one database between them, for their membership as for their grains.</summary>
internal sealed class SharedStorageRequired : IValidateOptions<StorageOptions>
{
    public ValidateOptionsResult Validate(string? name, StorageOptions options) => options.Provider is StorageProvider.Sqlite
        ? ValidateOptionsResult.Fail($"{StorageOptions.SectionName}:{nameof(StorageOptions.Provider)} must be PostgreSql or AdoNet in a cluster: SQLite serves one process.")
        : ValidateOptionsResult.Success;
}
