using TokenGrains.Storage.Sqlite;

namespace TokenGrains.Storage.Tests;

public sealed class DatabaseFiles : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Nobody_but_the_owner_may_look()
    {
        if (OperatingSystem.IsWindows())
            return;
        using var room = await StorageRoom.OpenAsync(_folder);
        await room.Write("u~a", 1);

        const UnixFileMode file = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        foreach (var suffix in (string[])["", "-wal", "-shm", ".lock"])
            Assert.Equal(file, File.GetUnixFileMode(_folder.Database + suffix));
        Assert.Equal(file | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.GetDirectoryName(_folder.Database)!));
    }

    [Fact]
    public async Task A_commit_is_on_the_disk_before_it_is_answered()
    {
        // Of the writer's own connection: the setting is not kept in the file.
        using var room = await StorageRoom.OpenAsync(_folder);
        using var connection = SqliteConnections.OpenWriter(_folder.ConnectionString);

        Assert.Equal("wal", connection.Run("PRAGMA journal_mode"));
        Assert.Equal(2L, connection.Run("PRAGMA synchronous"));
    }

    [Fact]
    public async Task A_file_in_use_is_refused_and_free_again_after_its_user_is_gone()
    {
        using (var first = await StorageRoom.OpenAsync(_folder))
        {
            var refusal = await Assert.ThrowsAsync<OrleansConfigurationException>(() => StorageRoom.OpenAsync(_folder));
            Assert.Contains(_folder.Database, refusal.Message, StringComparison.Ordinal);

            // The refused one has taken nothing from the first.
            await first.Write("u~a", 1);
        }

        using var second = await StorageRoom.OpenAsync(_folder);
        Assert.Equal(1, (await second.Read("u~a")).State.Value);
    }

    [Fact]
    public async Task A_link_to_a_file_in_use_is_refused_too()
    {
        if (OperatingSystem.IsWindows())
            return;
        using var first = await StorageRoom.OpenAsync(_folder);
        var link = _folder.Database + ".link";
        File.CreateSymbolicLink(link, _folder.Database);

        await Assert.ThrowsAsync<OrleansConfigurationException>(() =>
            StorageRoom.OpenAsync(new StorageOptions { ConnectionString = $"Data Source={link}" }));
    }

    [Theory]
    [InlineData("Data Source=:memory:")]
    [InlineData("Data Source=shared;Mode=Memory")]
    [InlineData("Data Source=file::memory:")]
    [InlineData("Cache=Private")]
    public async Task What_would_not_survive_the_process_is_refused(string connectionString) =>
        await Assert.ThrowsAsync<OrleansConfigurationException>(() =>
            StorageRoom.OpenAsync(new StorageOptions { ConnectionString = connectionString }));
}
