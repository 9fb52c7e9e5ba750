using TokenGrains.Storage.GroupCommit;

namespace TokenGrains.Storage.Tests;

public abstract class RowIdentities(TestDatabase database) : StorageTests(database)
{
    [StorageFact]
    public async Task Keys_that_look_alike_are_rows_of_their_own()
    {
        string[] keys = ["u~0612345678", "u~612345678", "u~cafe", "u~000CAFE", "u~CAFE", "u~Cafe", "u~", "u~ ", "u~+", "u~a+b", "u~a"];
        using var room = await Database.OpenAsync();

        for (var i = 0; i < keys.Length; i++)
            await room.Write(keys[i], i);

        for (var i = 0; i < keys.Length; i++)
            Assert.Equal(i, (await room.Read(keys[i])).State.Value);
    }

    [StorageFact]
    public async Task A_key_without_prefix_that_parses_as_a_number_is_that_number_as_in_the_stock_provider()
    {
        using var room = await Database.OpenAsync();
        await room.Write("0612345678", 1);
        Assert.Equal(1, (await room.Read("612345678")).State.Value);
    }

    [StorageFact]
    public async Task Integer_guid_and_string_keys_with_and_without_extension_are_rows_of_their_own()
    {
        var guid = new Guid("00000000-0000-0000-0000-000000000001");
        GrainId[] ids =
        [
            .. new[]
            {
                GrainIdKeyExtensions.CreateIntegerKey(1), GrainIdKeyExtensions.CreateIntegerKey(1, "x"), GrainIdKeyExtensions.CreateIntegerKey(1, "X"),
                GrainIdKeyExtensions.CreateGuidKey(guid), GrainIdKeyExtensions.CreateGuidKey(guid, "x"), GrainIdKeyExtensions.CreateIntegerKey(0, "x"),
                // No extension and an empty one.
                IdSpan.Create("x"), IdSpan.Create("2"), IdSpan.Create("2+"),
            }.Select(key => GrainId.Create(GrainType.Create("counter"), key)),
        ];
        using var room = await Database.OpenAsync();

        for (var i = 0; i < ids.Length; i++)
            await room.Storage.WriteStateAsync(StorageRoom.StateName, ids[i], new Activation(i));

        for (var i = 0; i < ids.Length; i++)
            Assert.Equal(i, (await room.Read(ids[i])).State.Value);
    }

    /// <summary>Read from rows that Orleans' own ADO.NET provider 10.4.2 wrote.</summary>
    [StorageTheory]
    [InlineData("u~0612345678", 1578466046, 0, 0, "u~0612345678")]
    [InlineData("u~é漢", 1739185974, 0, 0, "u~é漢")]
    [InlineData("-1", -1352011713, 0, 0, "-1")]
    [InlineData("00000000-0000-0000-0000-000000000001", -692990684, 0, 0, "00000000-0000-0000-0000-000000000001")]
    [InlineData("cafe", 1265775606, 0, 51966, null)]
    [InlineData("a+b", -493833765, 0, 10, "b")]
    [InlineData("2+", -879870763, 0, 2, "")]
    [InlineData("FFFFFFFFFFFFFFF9", -677510944, 0, -7, null)]
    [InlineData("8000000000000000+ext é", 1646106346, 0, long.MinValue, "ext é")]
    [InlineData("0a1b2c3d4e5f60718293a4b5c6d7e8f9", -901651207, 6949421870107798589, -438863715217665150, null)]
    [InlineData("0a1b2c3d4e5f60718293a4b5c6d7e8f9+ext", 866506701, 6949421870107798589, -438863715217665150, "ext")]
    public void A_key_fills_the_columns_as_in_the_stock_provider(string key, int idHash, long n0, long n1, string? extension) =>
        Assert.Equal(new RowKey(idHash, n0, n1, TypeHash: -1581452166, "user", extension), RowKey.From("user", StorageRoom.Id(key)));

    [StorageFact]
    public async Task States_with_different_names_are_rows_of_their_own()
    {
        var id = StorageRoom.Id("u~a");
        using var room = await Database.OpenAsync();

        await room.Storage.WriteStateAsync("one", id, new Activation(1));
        await room.Storage.WriteStateAsync("One", id, new Activation(2));

        Assert.Equal(1, (await room.Read(id, "one")).State.Value);
        Assert.Equal(2, (await room.Read(id, "One")).State.Value);
    }

    [StorageFact]
    public async Task A_state_without_a_name_of_its_own_is_refused()
    {
        using var room = await Database.OpenAsync();
        await Assert.ThrowsAsync<ArgumentException>(() => room.Read(StorageRoom.Id("u~a"), "My.Grain`1[[My.State, My]]"));
    }
}

public sealed class RowIdentitiesOnSqlite() : RowIdentities(new SqliteDatabase());

[Collection(PostgreSqlCollection.Name)]
public sealed class RowIdentitiesOnPostgreSql(PostgreSqlFixture fixture) : RowIdentities(new PostgreSqlDatabase(fixture));
