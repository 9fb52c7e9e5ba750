using Orleans.Concurrency;
using TokenGrains.Storage.Janitor;

namespace TokenGrains.Grains.Janitor;

[GrainType("janitor"), StatelessWorker(1)]
internal sealed class JanitorGrain(IStorageJanitor janitor) : Grain, IJanitorGrain
{
    // Well within the time that a call may take.
    private const int MostRows = 20_000;

    public Task<int> Sweep() => janitor.SweepAsync(MostRows, CancellationToken.None);
}
