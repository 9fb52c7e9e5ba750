using TokenGrains.Storage;

namespace TokenGrains.Grains.Tests.Cluster;

/// <summary>How a write fails.</summary>
public enum WriteFault
{
    /// <summary>Storage did nothing, and says so.</summary>
    NotWritten,

    /// <summary>The row is written, and the answer lost.</summary>
    AnswerLost,
}

/// <summary>What is done to one write: it waits, or fails, or both. Void once disposed.</summary>
internal sealed class WriteOrder(string stateName, GrainId? grain, WriteFault? fault, bool waits) : IDisposable
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _taken;

    /// <summary>Completes when the write stands at the gate.</summary>
    public Task Reached => _reached.Task.WaitAsync(TokenCluster.Limit);

    public void Release() => _released.TrySetResult();

    public void Dispose()
    {
        Interlocked.Exchange(ref _taken, 1);
        Release();
    }

    public bool TryTake(string writtenState, GrainId writer) =>
        writtenState == stateName && (grain is null || writer == grain) && Interlocked.Exchange(ref _taken, 1) == 0;

    public async Task Carry<T>(IGrainState<T> state, Func<IGrainState<T>, Task> write)
    {
        _reached.TrySetResult();
        if (waits)
            await _released.Task;

        if (fault is WriteFault.NotWritten)
            throw new StorageUnavailableException();
        if (fault is WriteFault.AnswerLost)
        {
            // With the answer, the writer loses the new ETag.
            await write(new GrainState<T>(state.State!, state.ETag) { RecordExists = state.RecordExists });
            throw new WriteOutcomeUnknownException();
        }

        await write(state);
    }
}
