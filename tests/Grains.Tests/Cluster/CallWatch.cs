namespace TokenGrains.Grains.Tests.Cluster;

/// <summary>Tells a test when a call has run as far as it can without waiting.</summary>
internal sealed class CallWatch : IIncomingGrainCallFilter
{
    private volatile Awaited? _awaited;

    /// <summary>To be armed before the call: completes when its method has returned to its caller or waits for something.</summary>
    /// <param name="grain">Of the grain.</param>
    /// <param name="method">Its name.</param>
    /// <param name="meanwhile">Done before the call can go on, however short it waits.</param>
    public Task WhenWaiting(IAddressable grain, string method, Action? meanwhile = null)
    {
        var awaited = new Awaited(grain.GetGrainId(), method, meanwhile);
        _awaited = awaited;
        return awaited.Waiting.Task.WaitAsync(TokenCluster.Limit);
    }

    public async Task Invoke(IIncomingGrainCallContext context)
    {
        var call = context.Invoke();
        if (_awaited is { } awaited && awaited.Grain == context.TargetId && awaited.Method == context.MethodName)
        {
            // In the grain's turn: what it waits for may be there, but it has not seen it.
            awaited.Meanwhile?.Invoke();
            awaited.Waiting.TrySetResult();
        }

        await call;
    }

    private sealed record Awaited(GrainId Grain, string Method, Action? Meanwhile)
    {
        public TaskCompletionSource Waiting { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
