using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using TokenGrains.Grains.Clustering;

namespace TokenGrains.Grains.Hosting;

/// <summary>A silo inside the process: a cluster of one that nobody else can join or call.</summary>
public static class EmbeddedSilo
{
    /// <summary>Adds it, over the storage that the settings name. It starts and stops with the host.</summary>
    public static IHostApplicationBuilder AddEmbeddedSilo(this IHostApplicationBuilder builder)
    {
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(gatewayPort: 0, serviceId: ClusterOptions.ServiceId, clusterId: "embedded");
            silo.AddTokenGrains();
            CloseListeners(silo.Services);
        });
        return builder;
    }

    // A silo port is unauthenticated root access to every account, and a fixed one stops a second process from starting. The
    // keys of Orleans' listeners are internal, so they are taken from its own registrations.
    private static void CloseListeners(IServiceCollection services)
    {
        foreach (var listener in services.Where(service => service is { IsKeyedService: true } && service.ServiceType == typeof(IConnectionListenerFactory)).ToList())
            services.Replace(ServiceDescriptor.KeyedSingleton<IConnectionListenerFactory>(listener.ServiceKey, new ClosedListener()));
    }

    /// <summary>Listens to nothing.</summary>
    private sealed class ClosedListener : IConnectionListenerFactory
    {
        public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult<IConnectionListener>(new Silence(endpoint));
    }

    private sealed class Silence(EndPoint endpoint) : IConnectionListener
    {
        private readonly TaskCompletionSource<ConnectionContext?> _unbound = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public EndPoint EndPoint { get; } = endpoint;

        public ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default) =>
            new(_unbound.Task.WaitAsync(cancellationToken));

        public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
        {
            _unbound.TrySetResult(null);
            return ValueTask.CompletedTask;
        }

        public ValueTask DisposeAsync() => UnbindAsync();
    }
}
