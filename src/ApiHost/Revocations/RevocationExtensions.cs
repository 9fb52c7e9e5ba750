using TokenGrains.ApiHost.Revocations.ForOthers;

namespace TokenGrains.ApiHost.Revocations;

internal static class RevocationExtensions
{
    /// <summary>Adds what knows of tokens that were ended early, and the caches that can be kept because of it.</summary>
    public static IServiceCollection AddRevocations(this IServiceCollection services)
    {
        services.AddMetrics();
        services.AddSingleton<HostInstruments>();
        services.AddSingleton<RevocationFollower>();
        services.AddHostedService(provider => provider.GetRequiredService<RevocationFollower>());
        services.AddSingleton<RevocationCheck>();
        services.AddSingleton<AccessTokenCache>();
        services.AddSingleton<AccountCache>();
        services.AddSingleton<OpaqueTokenCache>();
        services.AddSingleton<FeedReader>();
        services.AddSingleton<FeedEndpoint>();
        return services;
    }
}
