namespace TokenGrains.PlainEndpoint;

/// <summary><c>GET /memory/</c>: what the process still has after a full collection. With <c>?idle=true</c> all activations end before.</summary>
internal static class Memory
{
    /// <param name="Live">Bytes of objects that are in use.</param>
    /// <param name="Resident">Bytes of memory that the process holds, code and all.</param>
    private sealed record Kept(long Live, long Resident);

    public static async Task<IResult> Read(IGrainFactory grains, bool idle = false)
    {
        if (idle)
            await grains.GetGrain<IManagementGrain>(0).ForceActivationCollection(TimeSpan.Zero);
        Collect();
        GC.WaitForPendingFinalizers();
        Collect();
        return Results.Ok(new Kept(GC.GetTotalMemory(forceFullCollection: false), Environment.WorkingSet));
    }

    // Aggressive: what is free goes back to the system, so that the resident memory says something.
    private static void Collect() => GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
}
