using Orleans.Storage;

namespace TokenGrains.MutantSilo;

/// <summary>The real storage, with writes that can be bent.</summary>
internal abstract class StorageDecorator(IGrainStorage inner) : IGrainStorage, ILifecycleParticipant<ISiloLifecycle>
{
    protected IGrainStorage Inner { get; } = inner;

    public void Participate(ISiloLifecycle observer) => (Inner as ILifecycleParticipant<ISiloLifecycle>)?.Participate(observer);

    public virtual Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        Inner.ReadStateAsync(stateName, grainId, grainState);

    public abstract Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState);

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        Inner.ClearStateAsync(stateName, grainId, grainState);
}

/// <summary>Breaks <see cref="Mutation.IgnoresETags"/>.</summary>
internal sealed class LastWriterWins(IGrainStorage inner) : StorageDecorator(inner)
{
    public override async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        while (true)
        {
            try
            {
                await Inner.WriteStateAsync(stateName, grainId, grainState);
                return;
            }
            catch (InconsistentStateException)
            {
                var stored = new GrainState<T>();
                await Inner.ReadStateAsync(stateName, grainId, stored);
                grainState.ETag = stored.ETag;
            }
        }
    }
}

/// <summary>Breaks <see cref="Mutation.RepliesBeforeWrite"/>: each grain's writes follow half a second later, in their order.</summary>
internal sealed class WriteBehind(IGrainStorage inner) : StorageDecorator(inner)
{
    private static readonly TimeSpan Lag = TimeSpan.FromMilliseconds(500);

    private readonly Dictionary<GrainId, Task<string>> _last = [];

    public override async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        Task<string>? last;
        lock (_last)
            last = _last.GetValueOrDefault(grainId);
        if (last is not null)
            await last;
        await base.ReadStateAsync(stateName, grainId, grainState);
    }

    public override Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        lock (_last)
            _last[grainId] = WriteAsync(stateName, grainId, grainState.State, grainState.ETag, _last.GetValueOrDefault(grainId));
        grainState.RecordExists = true;
        return Task.CompletedTask;
    }

    private async Task<string> WriteAsync<T>(string stateName, GrainId grainId, T state, string? read, Task<string>? previous)
    {
        await Task.Delay(Lag);
        var written = new GrainState<T>(state, previous is null ? read : await previous);
        await Inner.WriteStateAsync(stateName, grainId, written);
        return written.ETag!;
    }
}

/// <summary>Breaks <see cref="Mutation.KeepsFeedInMemory"/>: the rows of the feed, and no others, are never written.</summary>
internal sealed class FeedInMemory(IGrainStorage inner) : StorageDecorator(inner)
{
    public override Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (!stateName.StartsWith("revocations", StringComparison.Ordinal))
            return Inner.WriteStateAsync(stateName, grainId, grainState);

        grainState.RecordExists = true;
        return Task.CompletedTask;
    }
}
