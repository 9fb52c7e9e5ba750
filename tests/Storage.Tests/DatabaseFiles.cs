using TokenGrains.Storage.Sqlite;

namespace TokenGrains.Storage.Tests;

/// <summary>What a file asks for that a server does not.</summary>
public sealed class DatabaseFiles : IAsyncLifetime
{
    private readonly SqliteDatabase _database = new();

    private TemporaryFolder Folder => _database.Folder;

    public Task InitializeAsync() => _database.InitializeAsync();

    public Task DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Nobody_but_the_owner_may_look()
    {
        if (OperatingSystem.IsWindows())
            return;
        using var room = await _database.OpenAsync();
        await room.Write("u~a", 1);

        const UnixFileMode file = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        foreach (var suffix in (string[])["", "-wal", "-shm", ".lock"])
            Assert.Equal(file, File.GetUnixFileMode(Folder.Database + suffix));
        Assert.Equal(file | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.GetDirectoryName(Folder.Database)!));
    }

    [Fact]
    public async Task A_commit_is_on_the_disk_before_it_is_answered()
    {
        // Of the writer's own connection: the setting is not kept in the file.
        using var room = await _database.OpenAsync();
        using var connection = SqliteConnections.OpenWriter(Folder.ConnectionString);

        Assert.Equal("wal", connection.Run("PRAGMA journal_mode"));
        Assert.Equal(2L, connection.Run("PRAGMA synchronous"));
    }

    [Fact]
    public async Task While_someone_else_locks_the_file_writes_fail_and_afterwards_they_work()
    {
        using var room = await _database.OpenAsync();
        await room.Write("u~a", 1);
        using (var shell = Folder.OpenShell())
        {
            shell.Run("BEGIN IMMEDIATE");

            await Assert.ThrowsAsync<WriteOutcomeUnknownException>(() => room.Write("u~b", 2));
            Assert.Equal(1, (await room.Read("u~a")).State.Value);
        }

        await room.Write("u~b", 3);
        Assert.Equal(3, (await room.Read("u~b")).State.Value);
    }

    [Fact]
    public async Task A_file_in_use_is_refused_and_free_again_after_its_user_is_gone()
    {
        using (var first = await _database.OpenAsync())
        {
            var refusal = await Assert.ThrowsAsync<OrleansConfigurationException>(() => _database.OpenAsync());
            Assert.Contains(Folder.Database, refusal.Message, StringComparison.Ordinal);

            // The refused one has taken nothing from the first.
            await first.Write("u~a", 1);
        }

        using var second = await _database.OpenAsync();
        Assert.Equal(1, (await second.Read("u~a")).State.Value);
    }

    [Fact]
    public async Task A_link_to_a_file_in_use_is_refused_too()
    {
        if (OperatingSystem.IsWindows())
            return;
        using var first = await _database.OpenAsync();
        var link = Folder.Database + ".link";
        File.CreateSymbolicLink(link, Folder.Database);

        await Assert.ThrowsAsync<OrleansConfigurationException>(() =>
            _database.OpenAsync(options => options.ConnectionString = $"Data Source={link}"));
    }

    [Theory]
    [InlineData("Data Source=:memory:")]
    [InlineData("Data Source=shared;Mode=Memory")]
    [InlineData("Data Source=file::memory:")]
    [InlineData("Cache=Private")]
    public async Task What_would_not_survive_the_process_is_refused(string connectionString) =>
        await Assert.ThrowsAsync<OrleansConfigurationException>(() =>
            _database.OpenAsync(options => options.ConnectionString = connectionString));
}
