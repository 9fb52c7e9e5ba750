using System.Reflection;
using TokenGrains.Revocations;
using TokenGrains.Signing;

namespace TokenGrains.Micro;

/// <summary>A cluster that has its keys and in which nothing is ever revoked, without a silo.</summary>
public class QuietCluster : DispatchProxy
{
    private QuietGrain? _grain;

    internal static IGrainFactory With(VerificationKeyRing ring)
    {
        var cluster = Create<IGrainFactory, QuietCluster>();
        ((QuietCluster)cluster)._grain = new QuietGrain(ring);
        return cluster;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => _grain;

    private sealed class QuietGrain(VerificationKeyRing ring) : ISigningKeyRingGrain, IRevocationFeedGrain
    {
        public Task<VerificationKeyRing> GetVerificationKeys() => Task.FromResult(ring);

        public async Task<RevocationPage> Read(long after, TimeSpan wait)
        {
            await Task.Delay(wait);
            return new RevocationPage([], after, HasMore: false);
        }
    }
}
