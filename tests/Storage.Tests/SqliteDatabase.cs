using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using TokenGrains.Storage.Events;
using TokenGrains.Storage.GroupCommit;
using TokenGrains.Storage.Janitor;
using TokenGrains.Storage.Sqlite;

namespace TokenGrains.Storage.Tests;

/// <summary>A file in a folder of its own.</summary>
public sealed class SqliteDatabase : TestDatabase
{
    internal TemporaryFolder Folder { get; } = new();

    public override string ConnectionString => Folder.ConnectionString;

    public override StorageProvider Provider => StorageProvider.Sqlite;

    public override Task InitializeAsync() => Task.CompletedTask;

    public override Task DisposeAsync()
    {
        Folder.Dispose();
        return Task.CompletedTask;
    }

    internal override object? Query(string sql) => Folder.Query(sql);

    internal override object? Schema() => Query("SELECT group_concat(sql, ';') FROM sqlite_schema");

    internal override void Poison(string extension) => Query(
        $"CREATE TRIGGER Poison BEFORE INSERT ON OrleansStorage WHEN NEW.GrainIdExtensionString = '{extension}' BEGIN SELECT RAISE(ABORT, 'poison'); END");

    internal override bool AnyPayloadContains(string text) =>
        Query($"SELECT COUNT(*) FROM OrleansStorage WHERE instr(PayloadBinary, CAST('{text}' AS BLOB)) > 0") is > 0L;

    internal override IEndedRows EndedRows(StorageRoom room) => (IEndedRows)room.Engine.Inner;

    internal override IEventRows EventRows(StorageRoom room) => (IEventRows)room.Engine.Inner;

    internal override Task<IRowStore> CreateEngineAsync(IOptions<StorageOptions> options, IOptions<ClusterOptions> cluster, ILoggerFactory loggers) =>
        Task.FromResult<IRowStore>(new SqliteRowStore(options, cluster, loggers.CreateLogger<SqliteRowStore>()));
}
