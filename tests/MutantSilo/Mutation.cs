using Orleans.Providers;
using Orleans.Storage;

namespace TokenGrains.MutantSilo;

/// <summary>A rule that can be broken.</summary>
internal enum Mutation
{
    /// <summary>The last writer wins, whatever it had read.</summary>
    IgnoresETags,

    /// <summary>A grain goes on before its write is durable.</summary>
    RepliesBeforeWrite,

    /// <summary>What a session must know of its user is kept for 30 s.</summary>
    CachesStandings,

    /// <summary>The revocation feed acknowledges what it has not written.</summary>
    KeepsFeedInMemory,
}

internal static class MutationExtensions
{
    private const string Storage = ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME;

    public static ISiloBuilder Break(this ISiloBuilder silo, Mutation mutation)
    {
        switch (mutation)
        {
            case Mutation.IgnoresETags:
                silo.Decorate(inner => new LastWriterWins(inner));
                break;

            case Mutation.RepliesBeforeWrite:
                silo.Decorate(inner => new WriteBehind(inner));
                break;

            case Mutation.CachesStandings:
                silo.AddOutgoingGrainCallFilter<StandingCache>();
                break;

            case Mutation.KeepsFeedInMemory:
                silo.Decorate(inner => new FeedInMemory(inner));
                break;
        }

        return silo;
    }

    private static void Decorate(this ISiloBuilder silo, Func<IGrainStorage, IGrainStorage> decorate)
    {
        var real = silo.Services.Single(service => service.ServiceType == typeof(IGrainStorage) && Equals(service.ServiceKey, Storage));
        silo.Services.Remove(real);
        silo.Services.AddKeyedSingleton<IGrainStorage>(
            Storage, (services, key) => decorate((IGrainStorage)real.KeyedImplementationFactory!(services, key)));
    }
}
