using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace TokenGrains.ApiHost.Hosting;

/// <summary>Between SIGTERM and the closing of the port: everything that still comes is answered, nothing more is invited.</summary>
internal sealed class Drain(IOptions<ServerOptions> options, TimeProvider time) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StoppingAsync(CancellationToken cancellationToken) =>
        await Task.Delay(options.Value.DrainPeriod, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

/// <summary>The part of the drain that clients see.</summary>
internal static class DrainExtensions
{
    public static IServiceCollection AddDrain(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddHostedService<Drain>();
        return services;
    }

    /// <summary>Sends callers elsewhere once the host stops (RFC 9112 section 9.6).</summary>
    public static void CloseWhileStopping(this WebApplication app)
    {
        var stopping = app.Lifetime.ApplicationStopping;
        app.Use((context, next) =>
        {
            if (stopping.IsCancellationRequested)
                context.Response.Headers.Connection = "close";
            return next(context);
        });
    }
}
