using Microsoft.Extensions.DependencyInjection;
using TokenGrains.Grains.Clustering;

namespace TokenGrains.Grains;

/// <summary>The state of a grain as storage is known to hold it.</summary>
/// <remarks>
/// A grain method that interleaves must never see a state whose write is still in flight, and no answer may rest on one: so
/// states are immutable, and a successor is seen only once its write has returned. After a write that failed in any way,
/// storage may be ahead of memory or not; only an activation that reads it again can tell.
/// </remarks>
internal sealed class Durable<TState>(IPersistentState<TState> storage, IGrainContext grain)
    where TState : class
{
    private readonly StorageLease _lease = grain.ActivationServices.GetRequiredService<StorageLease>();
    private TState? _current;

    /// <summary>The state of the last write or read that succeeded; null if there is no row.</summary>
    /// <exception cref="Storage.StorageUnavailableException">Others may have changed it meanwhile.</exception>
    public TState? Current
    {
        get
        {
            _lease.Demand();
            return Known;
        }
    }

    private TState? Known => _current ??= storage.RecordExists ? storage.State : null;

    /// <summary>Persists <paramref name="next"/> and only then makes it current.</summary>
    public async Task Write(TState next)
    {
        // Reading the property keeps the old state for those who interleave with this write.
        _ = Known;
        storage.State = next;
        try
        {
            await storage.WriteStateAsync();
        }
        catch
        {
            // Without the exception: it would go to all who wait in line, whom the next activation can serve.
            grain.Deactivate(new DeactivationReason(DeactivationReasonCode.ApplicationError, "A write failed, its outcome is unknown."));
            throw;
        }

        _current = next;
    }
}
