namespace TokenGrains.Grains.Tests.Cluster;

/// <summary>Tells a test when a call has run as far as it can without waiting.</summary>
internal sealed class CallWatch : IIncomingGrainCallFilter
{
    private volatile Awaited? _awaited;

    /// <summary>To be armed before the call: completes when its method has returned to its caller or waits for something.</summary>
    public Task WhenWaiting(IAddressable grain, string method)
    {
        var awaited = new Awaited(grain.GetGrainId(), method);
        _awaited = awaited;
        return awaited.Waiting.Task.WaitAsync(TokenCluster.Limit);
    }

    public async Task Invoke(IIncomingGrainCallContext context)
    {
        var call = context.Invoke();
        if (_awaited is { } awaited && awaited.Grain == context.TargetId && awaited.Method == context.MethodName)
            awaited.Waiting.TrySetResult();
        await call;
    }

    private sealed record Awaited(GrainId Grain, string Method)
    {
        public TaskCompletionSource Waiting { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
