using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using TokenGrains.Storage.Events;
using TokenGrains.Storage.GroupCommit;
using TokenGrains.Storage.Janitor;
using TokenGrains.Storage.PostgreSql;

namespace TokenGrains.Storage.Tests;

/// <summary>A database on the server that the tests share.</summary>
public sealed class PostgreSqlDatabase(PostgreSqlFixture fixture) : TestDatabase
{
    public string Name { get; private set; } = "";

    public PostgreSqlServer Server => fixture.Server;

    public override string ConnectionString => Server.ConnectionString(Name);

    public override StorageProvider Provider => StorageProvider.PostgreSql;

    public override async Task InitializeAsync() => Name = await Server.CreateDatabaseAsync();

    // With the server.
    public override Task DisposeAsync() => Task.CompletedTask;

    internal override object? Query(string sql) => Task.Run(() => Server.ExecuteAsync(Name, sql)).GetAwaiter().GetResult();

    internal override object? Schema() => Query("""
        SELECT concat(
            (SELECT string_agg(concat_ws(' ', table_name, column_name, data_type, is_nullable, column_default), ';' ORDER BY table_name, ordinal_position)
                FROM information_schema.columns WHERE table_schema = 'public'),
            (SELECT string_agg(concat(oid, pg_get_constraintdef(oid)), ';' ORDER BY oid) FROM pg_constraint WHERE conrelid <> 0),
            (SELECT string_agg(indexdef, ';' ORDER BY indexdef) FROM pg_indexes WHERE schemaname = 'public'),
            (SELECT string_agg(concat(oid, relacl::text), ';' ORDER BY oid) FROM pg_class WHERE relnamespace = 'public'::regnamespace),
            (SELECT string_agg(concat(xmin, QueryKey, QueryText), ';' ORDER BY QueryKey) FROM OrleansQuery))
        """);

    internal override void Poison(string extension) => Query(
        $"ALTER TABLE OrleansStorage ADD CONSTRAINT poison CHECK (GrainIdExtensionString <> '{extension}')");

    internal override bool AnyPayloadContains(string text) =>
        Query($"SELECT COUNT(*) FROM OrleansStorage WHERE position('{text}'::bytea IN PayloadBinary) > 0") is > 0L;

    internal override IEndedRows EndedRows(StorageRoom room) => new PostgreSqlEndedRows(Microsoft.Extensions.Options.Options.Create(Options()));

    internal override IEventRows EventRows(StorageRoom room) => new PostgreSqlEventRows(
        PostgreSqlConnections.CreateDataSource(Options()), Microsoft.Extensions.Options.Options.Create(Options()), StorageRoom.Cluster);

    internal override async Task<IRowStore> CreateEngineAsync(IOptions<StorageOptions> options, IOptions<ClusterOptions> cluster, ILoggerFactory loggers)
    {
        // In a silo: PostgreSqlSchemaUpgrade.
        await PostgreSqlSchema.UpgradeAsync(options.Value);
        return new PostgreSqlRowStore(options, cluster, loggers.CreateLogger<PostgreSqlRowStore>());
    }
}

/// <summary>The server that the tests share. Where there is none they skip (<see cref="StorageFactAttribute"/>); in CI this fails them.</summary>
public sealed class PostgreSqlFixture : IAsyncLifetime
{
    private PostgreSqlServer? _server;

    public PostgreSqlServer Server => _server ?? throw new InvalidOperationException(PostgreSqlServer.Missing);

    public async Task InitializeAsync()
    {
        if (PostgreSqlServer.IsInstalled)
            _server = await PostgreSqlServer.StartAsync();
    }

    public async Task DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
    }
}

[CollectionDefinition(Name)]
public sealed class PostgreSqlCollection : ICollectionFixture<PostgreSqlFixture>
{
    public const string Name = "PostgreSQL";
}
