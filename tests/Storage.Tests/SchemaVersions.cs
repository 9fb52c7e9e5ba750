namespace TokenGrains.Storage.Tests;

public sealed class SchemaVersions : IDisposable
{
    private const string Schema = "SELECT group_concat(sql, ';') FROM sqlite_schema";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Opening_twice_changes_nothing()
    {
        (await StorageRoom.OpenAsync(_folder)).Dispose();
        var schema = _folder.Query(Schema);
        (await StorageRoom.OpenAsync(_folder)).Dispose();

        Assert.Equal(schema, _folder.Query(Schema));
        Assert.Equal(1L, _folder.Query("SELECT COUNT(*) FROM TokenGrainsSchema"));
    }

    [Fact]
    public async Task A_newer_schema_is_refused_and_left_as_it_is()
    {
        (await StorageRoom.OpenAsync(_folder)).Dispose();
        _folder.Query("UPDATE TokenGrainsSchema SET Version = 1000");

        var refusal = await Assert.ThrowsAsync<OrleansConfigurationException>(() => StorageRoom.OpenAsync(_folder));

        Assert.Contains("1000", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(1000L, _folder.Query("SELECT MAX(Version) FROM TokenGrainsSchema"));
        // The refusal also gives the file back.
        _folder.Query("UPDATE TokenGrainsSchema SET Version = 1");
        (await StorageRoom.OpenAsync(_folder)).Dispose();
    }

    [Fact]
    public async Task The_row_of_a_grain_cannot_exist_twice()
    {
        using var room = await StorageRoom.OpenAsync(_folder);
        await room.Write("u~a", 1);
        await room.Storage.WriteStateAsync(StorageRoom.StateName, GrainId.Create(GrainType.Create("counter"), GrainIdKeyExtensions.CreateIntegerKey(1)), new Activation());

        const string columns = "GrainIdHash, GrainIdN0, GrainIdN1, GrainTypeHash, GrainTypeString, GrainIdExtensionString, ServiceId, ModifiedOn";
        foreach (var which in (string[])["IS NULL", "IS NOT NULL"])
        {
            Assert.Throws<Microsoft.Data.Sqlite.SqliteException>(() => _folder.Query(
                $"INSERT INTO OrleansStorage ({columns}) SELECT {columns} FROM OrleansStorage WHERE GrainIdExtensionString {which}"));
        }
    }
}
