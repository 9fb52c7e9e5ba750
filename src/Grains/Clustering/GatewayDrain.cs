namespace TokenGrains.Grains.Clustering;

/// <summary>Keeps the gateway of a stopping silo open until clients have left it and have their answers.</summary>
/// <remarks>
/// Orleans closes it as soon as the silo's own grains are gone. A call that came in here and runs on another silo loses its answer then, and
/// its caller waits for the time-out (decision 13).
/// </remarks>
internal sealed class GatewayDrain(ILocalSiloDetails silo, TimeProvider time) : ILifecycleParticipant<ISiloLifecycle>
{
    // After the silo has written that it goes, and before it refuses messages.
    private const int Stage = ServiceLifecycleStage.AfterRuntimeGrainServices;

    private static readonly TimeSpan Length = ClusterBuilderExtensions.Pause + ClusterBuilderExtensions.ResponseTimeout;

    public void Participate(ISiloLifecycle observer)
    {
        if (silo.GatewayAddress is not null)
            observer.Subscribe(nameof(GatewayDrain), Stage, _ => Task.CompletedTask, DrainAsync);
    }

    // Asked to be quick, as after a failed start, it is.
    private async Task DrainAsync(CancellationToken cancellationToken) =>
        await Task.Delay(Length, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
