using System.Security.Cryptography;
using TokenGrains.Grains.Signing;

namespace TokenGrains.Grains.Tests.Signing;

public sealed class MasterKeyTests : IDisposable
{
    private const int ParallelLoads = 16;
    private const int Rounds = 100;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tokengrains-key-");

    private string KeyFile => Path.Combine(_folder.FullName, "deeper", "master.key");

    private KeyOptions FileOptions => new() { MasterKeyFile = KeyFile };

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void The_first_load_makes_a_file_that_only_its_owner_can_read()
    {
        Assert.Equal(32, MasterKey.Load(FileOptions).Length);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyFile));
    }

    [Fact]
    public void The_second_load_finds_the_same_key_and_leaves_the_file_as_it_is()
    {
        var first = MasterKey.Load(FileOptions);
        var text = File.ReadAllText(KeyFile);
        Assert.Equal(first, MasterKey.Load(FileOptions));
        Assert.Equal(text, File.ReadAllText(KeyFile));
        Assert.Single(_folder.GetFiles("*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Sixteen_first_loads_at_once_end_with_one_key()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var options = new KeyOptions { MasterKeyFile = $"{KeyFile}.{round}" };
            using var start = new Barrier(ParallelLoads);
            var keys = await Task.WhenAll(Enumerable.Range(0, ParallelLoads).Select(_ => Task.Factory.StartNew(
                () =>
                {
                    start.SignalAndWait();
                    return Convert.ToHexString(MasterKey.Load(options));
                },
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default)));
            Assert.Single(keys.Distinct());
        }

        Assert.Equal(Rounds, _folder.GetFiles("*", SearchOption.AllDirectories).Length);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not base64 but a secret")]
    [InlineData("AAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void Bad_content_is_refused_with_the_name_of_the_file_and_without_the_content(string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(KeyFile)!);
        File.WriteAllText(KeyFile, content);
        var exception = Assert.Throws<OrleansConfigurationException>(() => MasterKey.Load(FileOptions));
        Assert.Contains(KeyFile, exception.Message, StringComparison.Ordinal);
        if (content.Length > 0)
            Assert.DoesNotContain(content, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_configured_key_is_taken_and_no_file_is_made()
    {
        var key = RandomNumberGenerator.GetBytes(32);
        Assert.Equal(key, MasterKey.Load(new KeyOptions { MasterKey = $" {Convert.ToBase64String(key)}\n", MasterKeyFile = KeyFile }));
        Assert.False(File.Exists(KeyFile));

        var exception = Assert.Throws<OrleansConfigurationException>(() => MasterKey.Load(new KeyOptions { MasterKey = "AAAA" }));
        Assert.Contains("Keys:MasterKey", exception.Message, StringComparison.Ordinal);
    }
}
