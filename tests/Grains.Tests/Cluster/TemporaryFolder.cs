namespace TokenGrains.Grains.Tests.Cluster;

/// <summary>Where a cluster keeps its database and its master key.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("tokengrains-").FullName;

    public string ConnectionString => $"Data Source={Path.Combine(_path, "tokengrains.db")}";

    public string MasterKeyFile => Path.Combine(_path, "tokengrains.key");

    public void Dispose() => Directory.Delete(_path, recursive: true);
}
