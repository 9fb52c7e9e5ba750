namespace TokenGrains.Grains.Tests.Cluster;

/// <summary>One silo on one database file for all tests that need no special one. They run one after another, each with keys of its own.</summary>
public sealed class SharedCluster : IAsyncLifetime, IDisposable
{
    public const string Name = "Shared cluster";

    private readonly TemporaryFolder _folder = new();
    private TokenCluster? _cluster;

    internal TokenCluster Cluster => _cluster ?? throw new InvalidOperationException("The cluster has not started.");

    public async Task InitializeAsync() => _cluster = await TokenCluster.StartAsync(_folder);

    public async Task DisposeAsync()
    {
        if (_cluster is not null)
            await _cluster.DisposeAsync();
    }

    public void Dispose() => _folder.Dispose();
}

[CollectionDefinition(SharedCluster.Name)]
public sealed class SharedClusterTests : ICollectionFixture<SharedCluster>;

/// <summary>Tests that start clusters of their own; one at a time, as there are few cores.</summary>
[CollectionDefinition(Name)]
public sealed class OwnClusterTests
{
    public const string Name = "Own clusters";
}
