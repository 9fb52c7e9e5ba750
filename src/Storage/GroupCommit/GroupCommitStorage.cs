using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Serialization.Serializers;
using Orleans.Storage;

namespace TokenGrains.Storage.GroupCommit;

/// <summary>Grain states as rows: reads go straight to the engine, writes through the queue, each with its own ETag verdict.</summary>
/// <remarks>The ETag is the row's version. A caller's cancellation is heeded before a write is queued, never after.</remarks>
internal sealed class GroupCommitStorage : IGrainStorage, ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private readonly IRowStore _rows;
    private readonly WriteQueue _writes;
    private readonly IGrainStorageSerializer _serializer;
    private readonly IActivatorProvider _activators;
    private readonly StorageInstruments _instruments;

    public GroupCommitStorage(
        IRowStore rows,
        IGrainStorageSerializer serializer,
        IActivatorProvider activators,
        IOptions<StorageOptions> options,
        StorageInstruments instruments,
        ILogger<WriteQueue> logger)
    {
        _rows = rows;
        _writes = new WriteQueue(rows, options.Value, instruments, logger);
        _serializer = serializer;
        _activators = activators;
        _instruments = instruments;
    }

    // Grains activate in later stages, and on the way down they are gone before this one is reached.
    public void Participate(ISiloLifecycle observer) =>
        observer.Subscribe(nameof(GroupCommitStorage), ServiceLifecycleStage.ApplicationServices, OpenAsync, CloseAsync);

    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        await _rows.OpenAsync(cancellationToken).ConfigureAwait(false);
        _writes.Start();
    }

    public Task CloseAsync(CancellationToken cancellationToken) =>
        Task.Run(Dispose, CancellationToken.None).WaitAsync(cancellationToken);

    /// <summary>Commits what is queued, then closes the engine.</summary>
    public void Dispose()
    {
        _writes.Dispose();
        _rows.Dispose();
    }

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        ReadStateAsync(stateName, grainId, grainState, CancellationToken.None);

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        WriteStateAsync(stateName, grainId, grainState, CancellationToken.None);

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        ClearStateAsync(stateName, grainId, grainState, CancellationToken.None);

    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken)
    {
        _instruments.OnRead();
        cancellationToken.ThrowIfCancellationRequested();
        var row = await ReadRowAsync(RowKey.From(stateName, grainId), cancellationToken).ConfigureAwait(false);
        var state = row?.Payload is { } payload ? _serializer.Deserialize<T>(BinaryData.FromBytes(payload)) : default;

        grainState.State = state ?? NewState<T>();
        // A row without payload was cleared by the stock provider: there is no record, but its version still guards the next write.
        grainState.ETag = ETagOf(row?.Version);
        grainState.RecordExists = row?.Payload is not null;
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var payload = _serializer.Serialize(grainState.State).ToArray();
        var latestEnd = LatestEndOf(grainState.State);
        var write = RowWrite.Put(RowKey.From(stateName, grainId), VersionOf(grainState.ETag), payload, latestEnd);

        grainState.ETag = await CommitAsync(write, grainState.ETag).ConfigureAwait(false);
        grainState.RecordExists = true;
    }

    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var delete = RowWrite.Delete(RowKey.From(stateName, grainId), VersionOf(grainState.ETag));

        grainState.ETag = await CommitAsync(delete, grainState.ETag).ConfigureAwait(false);
        grainState.RecordExists = false;
        grainState.State = NewState<T>();
    }

    private async ValueTask<StoredRow?> ReadRowAsync(RowKey key, CancellationToken cancellationToken)
    {
        try
        {
            return await _rows.ReadAsync(key, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception cause) when (cause is not (OperationCanceledException or StorageUnavailableException))
        {
            throw new StorageUnavailableException("A row could not be read.", cause);
        }
    }

    /// <summary>The ETag the row has now.</summary>
    private async Task<string?> CommitAsync(RowWrite write, string? etag)
    {
        var outcome = await _writes.Enqueue(write).ConfigureAwait(false);
        return outcome.IsWritten ? ETagOf(outcome.StoredVersion) : throw Conflict(ETagOf(outcome.StoredVersion), etag);
    }

    private T NewState<T>() => _activators.GetActivator<T>().Create();

    private static string? ETagOf(int? version) => version?.ToString(CultureInfo.InvariantCulture);

    private static int? VersionOf(string? etag)
    {
        if (string.IsNullOrWhiteSpace(etag))
            return null;
        // Not one of ours, so it cannot be the row's.
        return int.TryParse(etag, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : throw Conflict(null, etag);
    }

    private static long? LatestEndOf<T>(T state) =>
        state is IExpiringState { LatestEnd: { } end } ? end.AddTicks(TimeSpan.TicksPerSecond - 1).ToUnixTimeSeconds() : null;

    private static InconsistentStateException Conflict(string? stored, string? presented) =>
        new($"The row has another version (ETag '{stored}') than its writer has seen ('{presented}').", stored, presented);
}
