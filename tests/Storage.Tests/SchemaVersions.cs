using System.Data.Common;

namespace TokenGrains.Storage.Tests;

public abstract class SchemaVersions(TestDatabase database) : StorageTests(database)
{
    private protected abstract long Newest { get; }

    [StorageFact]
    public async Task Opening_twice_changes_nothing()
    {
        (await Database.OpenAsync()).Dispose();
        var schema = Database.Schema();
        (await Database.OpenAsync()).Dispose();

        Assert.Equal(schema, Database.Schema());
        Assert.Equal(Newest, Database.Query("SELECT COUNT(*) FROM TokenGrainsSchema"));
    }

    [StorageFact]
    public async Task A_newer_schema_is_refused_and_left_as_it_is()
    {
        (await Database.OpenAsync()).Dispose();
        Database.Query("INSERT INTO TokenGrainsSchema (Version) VALUES (1000)");

        var refusal = await Assert.ThrowsAsync<OrleansConfigurationException>(() => Database.OpenAsync());

        Assert.Contains("1000", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(1000L, Convert.ToInt64(Database.Query("SELECT MAX(Version) FROM TokenGrainsSchema"), null));
        // The refusal also gives the database back.
        Database.Query("DELETE FROM TokenGrainsSchema WHERE Version = 1000");
        (await Database.OpenAsync()).Dispose();
    }

    [StorageFact]
    public async Task The_row_of_a_grain_cannot_exist_twice()
    {
        using var room = await Database.OpenAsync();
        await room.Write("u~a", 1);
        await room.Storage.WriteStateAsync(StorageRoom.StateName, GrainId.Create(GrainType.Create("counter"), GrainIdKeyExtensions.CreateIntegerKey(1)), new Activation());

        const string columns = "GrainIdHash, GrainIdN0, GrainIdN1, GrainTypeHash, GrainTypeString, GrainIdExtensionString, ServiceId, ModifiedOn";
        foreach (var which in (string[])["IS NULL", "IS NOT NULL"])
        {
            Assert.ThrowsAny<DbException>(() => Database.Query(
                $"INSERT INTO OrleansStorage ({columns}) SELECT {columns} FROM OrleansStorage WHERE GrainIdExtensionString {which}"));
        }
    }
}

public sealed class SchemaVersionsOnSqlite() : SchemaVersions(new SqliteDatabase())
{
    private protected override long Newest => Sqlite.SqliteSchema.Newest;
}

[Collection(PostgreSqlCollection.Name)]
public sealed class SchemaVersionsOnPostgreSql(PostgreSqlFixture fixture) : SchemaVersions(new PostgreSqlDatabase(fixture))
{
    private protected override long Newest => PostgreSql.PostgreSqlSchema.Newest;
}
