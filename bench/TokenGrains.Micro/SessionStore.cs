using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Serialization.Serializers;
using Orleans.Storage;
using TokenGrains.Storage;
using TokenGrains.Storage.GroupCommit;
using TokenGrains.Storage.Sqlite;

namespace TokenGrains.Micro;

/// <summary>Group commit with its own options, on SQLite or on nothing, without a silo around it.</summary>
internal sealed class SessionStore : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tokengrains-micro-");
    private readonly ServiceProvider _services = Serialization.Services();
    private readonly CountedRows _rows;
    private readonly GroupCommitStorage _storage;

    private SessionStore(bool isDurable)
    {
        var options = Options.Create(new StorageOptions { ConnectionString = $"Data Source={Path.Combine(_folder.FullName, "micro.db")}" });
        var cluster = Options.Create(new ClusterOptions { ServiceId = "micro", ClusterId = "micro" });
        _rows = new CountedRows(isDurable ? new SqliteRowStore(options, cluster, NullLogger<SqliteRowStore>.Instance) : null);
        _storage = new GroupCommitStorage(
            _rows,
            ActivatorUtilities.CreateInstance<OrleansGrainStorageSerializer>(_services),
            _services.GetRequiredService<IActivatorProvider>(),
            options,
            new StorageInstruments(_services.GetRequiredService<IMeterFactory>()),
            NullLogger<WriteQueue>.Instance);
    }

    public double WritesPerCommit => (double)_rows.Writes / _rows.Commits;

    public static async Task<SessionStore> Open(bool isDurable)
    {
        var store = new SessionStore(isDurable);
        await store._storage.OpenAsync(CancellationToken.None);
        return store;
    }

    public Task Write(SessionRow row) => _storage.WriteStateAsync("session", row.Id, row);

    public void Dispose()
    {
        _storage.Dispose();
        _services.Dispose();
        _folder.Delete(recursive: true);
    }
}
