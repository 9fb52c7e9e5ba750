namespace TokenGrains.Storage.Tests;

public sealed class RowIdentities : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Keys_that_look_alike_are_rows_of_their_own()
    {
        string[] keys = ["u~0612345678", "u~612345678", "u~cafe", "u~000CAFE", "u~CAFE", "u~Cafe", "u~", "u~ ", "u~+", "u~a+b", "u~a"];
        using var room = await StorageRoom.OpenAsync(_folder);

        for (var i = 0; i < keys.Length; i++)
            await room.Write(keys[i], i);

        for (var i = 0; i < keys.Length; i++)
            Assert.Equal(i, (await room.Read(keys[i])).State.Value);
    }

    [Fact]
    public async Task A_key_without_prefix_that_parses_as_a_number_is_that_number_as_in_the_stock_provider()
    {
        using var room = await StorageRoom.OpenAsync(_folder);
        await room.Write("0612345678", 1);
        Assert.Equal(1, (await room.Read("612345678")).State.Value);
    }

    [Fact]
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
        using var room = await StorageRoom.OpenAsync(_folder);

        for (var i = 0; i < ids.Length; i++)
            await room.Storage.WriteStateAsync(StorageRoom.StateName, ids[i], new Activation(i));

        for (var i = 0; i < ids.Length; i++)
            Assert.Equal(i, (await room.Read(ids[i])).State.Value);
    }

    [Fact]
    public async Task States_with_different_names_are_rows_of_their_own()
    {
        var id = StorageRoom.Id("u~a");
        using var room = await StorageRoom.OpenAsync(_folder);

        await room.Storage.WriteStateAsync("one", id, new Activation(1));
        await room.Storage.WriteStateAsync("One", id, new Activation(2));

        Assert.Equal(1, (await room.Read(id, "one")).State.Value);
        Assert.Equal(2, (await room.Read(id, "One")).State.Value);
    }

    [Fact]
    public async Task A_state_without_a_name_of_its_own_is_refused()
    {
        using var room = await StorageRoom.OpenAsync(_folder);
        await Assert.ThrowsAsync<ArgumentException>(() => room.Read(StorageRoom.Id("u~a"), "My.Grain`1[[My.State, My]]"));
    }
}
