using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using TokenGrains.Storage.Events;
using TokenGrains.Storage.GroupCommit;
using TokenGrains.Storage.Janitor;

namespace TokenGrains.Storage.Tests;

/// <summary>An empty database for one test, of one of the engines.</summary>
public abstract class TestDatabase : IAsyncLifetime
{
    public abstract string ConnectionString { get; }

    public abstract StorageProvider Provider { get; }

    public abstract Task InitializeAsync();

    public abstract Task DisposeAsync();

    /// <summary>The first column of the first row, asked by someone else.</summary>
    internal abstract object? Query(string sql);

    /// <summary>Everything that an upgrade could change, as text.</summary>
    internal abstract object? Schema();

    /// <summary>From now on a row with this extension is refused.</summary>
    internal abstract void Poison(string extension);

    /// <summary>Whether some payload contains the text.</summary>
    internal abstract bool AnyPayloadContains(string text);

    internal StorageOptions Options(Action<StorageOptions>? configure = null)
    {
        var options = new StorageOptions { Provider = Provider, ConnectionString = ConnectionString };
        configure?.Invoke(options);
        return options;
    }

    internal Task<StorageRoom> OpenAsync(Action<StorageOptions>? configure = null) => StorageRoom.OpenAsync(this, Options(configure));

    internal abstract IEndedRows EndedRows(StorageRoom room);

    internal abstract IEventRows EventRows(StorageRoom room);

    internal abstract Task<IRowStore> CreateEngineAsync(IOptions<StorageOptions> options, IOptions<ClusterOptions> cluster, ILoggerFactory loggers);
}

/// <summary>One set of tests for all engines: an abstract class says what storage does, a sealed one each says on what.</summary>
public abstract class StorageTests(TestDatabase database) : IAsyncLifetime
{
    private protected TestDatabase Database { get; } = database;

    public Task InitializeAsync() => Database.InitializeAsync();

    public Task DisposeAsync() => Database.DisposeAsync();
}
