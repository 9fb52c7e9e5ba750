using System.Net;
using Microsoft.Extensions.Hosting;

namespace TokenGrains.Grains.Clustering;

/// <summary>Says at start that a silo can be reached from other machines without proof of who calls.</summary>
internal sealed partial class OpenPortWarning(IOptions<ClusterOptions> options, ILogger<OpenPortWarning> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (!options.Value.UsesTls && !IPAddress.IsLoopback(options.Value.IPAddress))
            LogOpen(logger, options.Value.Address);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(EventId = 501, Level = LogLevel.Warning, Message = "Silo and gateway listen on {Address} without TLS: whoever reaches these ports can act as any account. Give Cluster:CertificateFile, CertificateKeyFile and AuthorityFile, or keep the network closed.")]
    private static partial void LogOpen(ILogger logger, string address);
}
