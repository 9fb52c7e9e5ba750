namespace TokenGrains.ApiHost.Hosting;

/// <summary>What tells a fault of the surroundings, which passes, from a fault of ours.</summary>
internal static class Outage
{
    /// <summary>
    /// Whether the grains could not answer: a silo was lost or rejected the call, storage is away, it took too long, or Orleans gave
    /// the call up (an <see cref="OperationCanceledException"/> that no caller of ours has asked for). The outcome may be unknown.
    /// </summary>
    public static bool Is(Exception exception) => exception is OrleansException or TimeoutException or OperationCanceledException;
}
