using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using TokenGrains.ApiHost.Authentication;

namespace TokenGrains.ApiHost.Hosting;

/// <summary><c>/health/live</c>: the process runs. <c>/health/ready</c>: it can serve.</summary>
internal static class HealthEndpoints
{
    public static IServiceCollection AddHealth(this IServiceCollection services)
    {
        services.AddHealthChecks().AddCheck<Readiness>("ready");
        return services;
    }

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        // Liveness must not depend on storage or other processes: a restart would not mend those.
        routes.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
        routes.MapHealthChecks("/health/ready");
    }

    private sealed class Readiness(VerificationKeyFollower keys, IHostApplicationLifetime lifetime) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            Task.FromResult(
                lifetime.ApplicationStopping.IsCancellationRequested ? HealthCheckResult.Unhealthy("The host is stopping.")
                : keys.HasKeys ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy("The host has not got its keys yet."));
    }
}
