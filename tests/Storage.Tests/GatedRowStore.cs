using TokenGrains.Storage.GroupCommit;

namespace TokenGrains.Storage.Tests;

/// <summary>The real engine behind a gate: a test holds the writer in a commit and sees what gathers meanwhile.</summary>
internal sealed class GatedRowStore(IRowStore inner) : IRowStore
{
    private readonly ManualResetEventSlim _gate = new(initialState: true);
    private TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IRowStore Inner { get; } = inner;

    /// <summary>The sizes of the batches so far.</summary>
    public List<int> Batches { get; } = [];

    /// <summary>Thrown by the next commit, after the engine has done its part.</summary>
    public Exception? NextFailure { get; set; }

    /// <summary>The next commit stops at the gate; the task ends when it stands there.</summary>
    public Task Hold()
    {
        _entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _gate.Reset();
        return _entered.Task;
    }

    public void Release() => _gate.Set();

    public Task OpenAsync(CancellationToken cancellationToken) => Inner.OpenAsync(cancellationToken);

    public ValueTask<StoredRow?> ReadAsync(RowKey key, CancellationToken cancellationToken) => Inner.ReadAsync(key, cancellationToken);

    public void Commit(IReadOnlyList<RowWrite> batch)
    {
        Batches.Add(batch.Count);
        _entered.TrySetResult();
        _gate.Wait();
        Inner.Commit(batch);
        if (NextFailure is { } failure)
        {
            NextFailure = null;
            throw failure;
        }
    }

    public void Dispose()
    {
        Release();
        Inner.Dispose();
    }
}
