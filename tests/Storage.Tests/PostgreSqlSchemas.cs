using Npgsql;
using TokenGrains.Storage.PostgreSql;

namespace TokenGrains.Storage.Tests;

[Collection(PostgreSqlCollection.Name)]
public sealed class PostgreSqlSchemas(PostgreSqlFixture fixture) : StorageTests(new PostgreSqlDatabase(fixture))
{
    private PostgreSqlDatabase PostgreSql => (PostgreSqlDatabase)Database;

    [StorageFact]
    public async Task Ten_processes_may_start_at_once()
    {
        for (var round = 0; round < 5; round++)
        {
            var name = await PostgreSql.Server.CreateDatabaseAsync();
            var options = Database.Options(options => options.ConnectionString = PostgreSql.Server.ConnectionString(name));

            await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => PostgreSqlSchema.UpgradeAsync(options))));

            Assert.Equal((long)PostgreSqlSchema.Newest, await PostgreSql.Server.ExecuteAsync(name, "SELECT COUNT(*) FROM TokenGrainsSchema"));
        }
    }

    [StorageFact]
    public async Task One_role_makes_the_tables_and_another_without_that_right_serves()
    {
        await PostgreSql.Server.CreateRoleAsync("maker");
        await PostgreSql.Server.CreateRoleAsync("server");
        Database.Query($"GRANT CREATE ON SCHEMA public TO maker; GRANT CREATE ON DATABASE {PostgreSql.Name} TO maker");
        var serving = PostgreSql.Server.ConnectionString(PostgreSql.Name, "server");
        var alone = Database.Options(options => options.ConnectionString = serving);
        var both = Database.Options(options => (options.ConnectionString, options.SchemaConnectionString) = (serving, PostgreSql.Server.ConnectionString(PostgreSql.Name, "maker")));

        await Assert.ThrowsAsync<PostgresException>(() => PostgreSqlSchema.UpgradeAsync(alone));
        // Started twice, and by several: the grants are made once.
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Task.Run(() => PostgreSqlSchema.UpgradeAsync(both))));
        var schema = Database.Schema();
        await PostgreSqlSchema.UpgradeAsync(both);
        Assert.Equal(schema, Database.Schema());

        // From now on it starts alone, too.
        using (var room = await StorageRoom.OpenAsync(Database, alone))
        {
            var state = new Activation(1);
            await room.Write("u~a", state);
            await room.Write("u~a", state);
            Assert.Equal(1, (await room.Read("u~a")).State.Value);
            await room.Clear("u~a", state);
        }

        await using var connection = new NpgsqlConnection(serving + ";Pooling=false");
        await connection.OpenAsync();
        foreach (var forbidden in (string[])["DROP TABLE OrleansStorage", "CREATE TABLE Other (Id int)", "UPDATE OrleansQuery SET QueryText = ''", "DELETE FROM TokenGrainsSchema"])
        {
            await using var command = new NpgsqlCommand(forbidden, connection);
            var refusal = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync());
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refusal.SqlState);
        }
    }

    [StorageFact]
    public async Task A_stock_table_is_taken_over_unless_it_holds_a_grain_twice()
    {
        // Columns as in the stock scripts, with two rows of one grain.
        Database.Query("""
            CREATE TABLE orleansstorage (grainidhash integer NOT NULL, grainidn0 bigint NOT NULL, grainidn1 bigint NOT NULL, graintypehash integer NOT NULL,
                graintypestring varchar(512) NOT NULL, grainidextensionstring varchar(512), serviceid varchar(150) NOT NULL, payloadbinary bytea,
                modifiedon timestamp NOT NULL, version integer);
            CREATE INDEX ix_orleansstorage ON orleansstorage (grainidhash, graintypehash);
            CREATE TABLE orleansquery (querykey varchar(64) PRIMARY KEY, querytext varchar(8000) NOT NULL);
            INSERT INTO orleansquery VALUES ('WriteToStorageKey', 'old');
            INSERT INTO orleansstorage VALUES (1, 2, 3, 4, 'a', NULL, 's', NULL, now(), 1), (1, 2, 3, 4, 'a', NULL, 's', NULL, now(), 2);
            """);

        var refusal = await Assert.ThrowsAsync<OrleansConfigurationException>(() => PostgreSqlSchema.UpgradeAsync(Database.Options()));
        Assert.Contains("holds a grain twice", refusal.Message, StringComparison.Ordinal);

        Database.Query("DELETE FROM orleansstorage WHERE version = 1");
        await PostgreSqlSchema.UpgradeAsync(Database.Options());
        Assert.Equal(2, Database.Query("SELECT version FROM orleansstorage"));
        Assert.NotEqual("old", Database.Query("SELECT querytext FROM orleansquery WHERE querykey = 'WriteToStorageKey'"));
    }
}
