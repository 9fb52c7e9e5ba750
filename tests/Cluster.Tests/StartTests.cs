using System.Security.Cryptography;
using TokenGrains.Cluster.Tests.Histories;
using TokenGrains.Cluster.Tests.Load;
using TokenGrains.Cluster.Tests.Processes;
using Xunit.Abstractions;

namespace TokenGrains.Cluster.Tests;

/// <summary>What the host does with what it finds when it starts: nothing, its data, somebody else, mistakes.</summary>
public sealed class StartTests(ITestOutputHelper test)
{
    private const int NotConfigured = 78;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    [Fact]
    public async Task The_first_start_leaves_its_data_under_data()
    {
        using var folder = new HostFolder();
        await using var host = await HostProcess.Start(folder, test);
        Assert.Equal(0, await host.Stop());

        Assert.Equal(folder.Data, Assert.Single(Directory.EnumerateFileSystemEntries(folder.Path)));
        Assert.Equal(OwnerOnly | UnixFileMode.UserExecute, File.GetUnixFileMode(folder.Data));
        var files = Directory.EnumerateFileSystemEntries(folder.Data).ToDictionary(path => Path.GetFileName(path), File.GetUnixFileMode);
        Assert.Equal(["tokengrains.db", "tokengrains.db.lock", "tokengrains.key"], files.Keys.Order());
        Assert.All(files.Values, mode => Assert.Equal(OwnerOnly, mode));
    }

    [Fact]
    public async Task While_it_runs_its_data_is_for_its_owner_only()
    {
        using var folder = new HostFolder();
        await using var host = await HostProcess.Start(folder, test);

        Assert.Contains("tokengrains.db-wal", Directory.EnumerateFiles(folder.Data).Select(Path.GetFileName));
        Assert.All(Directory.EnumerateFiles(folder.Data), path => Assert.Equal(OwnerOnly, File.GetUnixFileMode(path)));
    }

    [Fact]
    public async Task It_listens_on_its_http_port_only()
    {
        using var folder = new HostFolder();
        await using var host = await HostProcess.Start(folder, test);

        Assert.Equal(host.Address.Port, Assert.Single(ListeningPorts.Of(host.Id)));
    }

    [Theory]
    [InlineData("Opened the SQLite database")]
    [InlineData("There are now 1 signing keys")]
    public async Task A_first_start_that_is_killed_does_not_stand_in_the_way_of_the_next(string lastWords)
    {
        using var folder = new HostFolder();
        await using (var killed = HostProcess.Launch(folder, test))
        {
            await killed.UntilWritten(lastWords);
            await killed.Kill();
        }

        await using var host = await HostProcess.Start(folder, test);
        Assert.Equal(0, await host.Stop());
    }

    [Fact]
    public async Task A_second_process_on_the_same_database_refuses_to_start()
    {
        using var folder = new HostFolder();
        await using var first = await HostProcess.Start(folder, test);
        await using var second = HostProcess.Launch(folder, test);

        Assert.Equal(NotConfigured, await second.UntilExit());
        Assert.Contains($"  - Another process has the database {folder.Data}/tokengrains.db open", second.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Now listening on", second.Output, StringComparison.Ordinal);
        Assert.Equal(0, await first.Stop());
    }

    [Fact]
    public async Task A_damaged_key_file_refuses_to_start()
    {
        using var folder = new HostFolder();
        Directory.CreateDirectory(folder.Data);
        await File.WriteAllTextAsync(Path.Combine(folder.Data, "tokengrains.key"), "half a ke");
        await using var host = HostProcess.Launch(folder, test);

        Assert.Equal(NotConfigured, await host.UntilExit());
        Assert.Contains("  - data/tokengrains.key must hold a master key", host.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("half a ke", host.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_kill_the_database_is_free_for_the_next_process()
    {
        using var folder = new HostFolder();
        await using (var first = await HostProcess.Start(folder, test))
            await first.Kill();

        await using var second = await HostProcess.Start(folder, test);
        Assert.Equal(0, await second.Stop());
    }

    [Fact]
    public async Task A_bad_configuration_lists_every_bad_value_and_exits_78()
    {
        string[] secrets = ["not-a-key-but-secret", "short-secret", "Passw0rd-in-a-string", "hunter2-the-admin"];
        using var folder = new HostFolder();
        await using var host = HostProcess.Launch(
            folder,
            test,
            $"--Keys:MasterKey={secrets[0]}",
            $"--SimpleJwt:SIGNING_KEY={secrets[1]}",
            $"--Storage:ConnectionStrin=Host=db;Password={secrets[2]}",
            $"--Admin:Password={secrets[3]}",
            "--SimpleJwt:ACCESS_TOKEN_LIFETIME=soon",
            "--SimpleJwt:ROTATE_REFRESH_TOKEN=true",
            "--Sessions:ReuseGracePeriod=01:00:00",
            "--Passwords:Argon2Passes=0",
            "--Storage:Provider=Paper",
            "--Cluster:Mode=Both",
            "--RateLimits:Enabled=true",
            "--RestFramework:PAGE_SIZE=10");

        Assert.Equal(NotConfigured, await host.UntilExit());
        Assert.All(
            [
                "Keys:MasterKey", "SIGNING_KEY", "Storage:ConnectionStrin ", "Admin:Username", "SimpleJwt:ACCESS_TOKEN_LIFETIME",
                "SimpleJwt:ROTATE_REFRESH_TOKEN ", "Sessions:ReuseGracePeriod", "Passwords:Argon2Passes", "Storage:Provider", "Cluster:Mode",
                "RateLimits:Enabled", "RestFramework:PAGE_SIZE",
            ],
            named => Assert.Contains(named, host.Output, StringComparison.Ordinal));
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, host.Output, StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", host.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.Data));
    }

    [Fact]
    public async Task A_wrong_master_key_refuses_to_start()
    {
        using var folder = new HostFolder();
        var trial = new Trial(folder, test, seed: 3);
        var accounts = Enumerable.Range(0, 3).Select(_ => trial.Population.Add(trial.Chance)).ToList();
        await trial.WithHost(async (host, client) =>
        {
            await trial.Examine(client, accounts);
            Assert.Equal(0, await host.Stop());
        });
        var before = ReadData(folder);

        var wrongKey = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        await using (var refusing = HostProcess.Launch(folder, test, $"--Keys:MasterKey={wrongKey}"))
        {
            Assert.Equal(NotConfigured, await refusing.UntilExit());
            Assert.Contains("  - The keys in storage were encrypted under another master key.", refusing.Output, StringComparison.Ordinal);
            Assert.DoesNotContain("Now listening on", refusing.Output, StringComparison.Ordinal);
            Assert.DoesNotContain(wrongKey, refusing.Output, StringComparison.Ordinal);
        }

        Assert.Equal(before, ReadData(folder));
        await trial.WithHost((_, client) => trial.Examine(client, accounts));
        Assert.Empty(Checker.Check(trial.History));
    }

    /// <summary>The files of the database and the key, as text that can be compared; the log may be empty or gone, but not longer.</summary>
    private static Dictionary<string, string> ReadData(HostFolder folder) => Directory.EnumerateFiles(folder.Data)
        .Where(path => new FileInfo(path).Length > 0 && !path.EndsWith("-shm", StringComparison.Ordinal))
        .ToDictionary(path => Path.GetFileName(path), path => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path))));
}
