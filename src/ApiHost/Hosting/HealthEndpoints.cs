using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using TokenGrains.ApiHost.Authentication;
using TokenGrains.ApiHost.Revocations;

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

    private sealed class Readiness(IGrainFactory grains, VerificationKeyFollower keys, RevocationFollower revocations, IHostApplicationLifetime lifetime) : IHealthCheck
    {
        private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(1);

        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            if (lifetime.ApplicationStopping.IsCancellationRequested)
                return HealthCheckResult.Unhealthy("The host is stopping.");
            if (!keys.HasKeys)
                return HealthCheckResult.Unhealthy("The host has not got its keys yet.");

            try
            {
                // This grain is always there, and answers only while its silo is in touch with storage.
                await grains.SigningKeyRing().GetVerificationKeys().WaitAsync(AnswerLimit, cancellationToken);
                return revocations.IsFresh
                    ? HealthCheckResult.Healthy()
                    : HealthCheckResult.Degraded("The revocation feed does not reach this host.");
            }
            catch (Exception exception) when (Outage.Is(exception))
            {
                return HealthCheckResult.Unhealthy("The grains do not answer.");
            }
        }
    }
}
