using System.IO.Pipelines;
using System.Net.Security;
using System.Security.Authentication;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;

namespace TokenGrains.Grains.Clustering;

/// <summary>
/// Mutual TLS 1.3 around the connections between silos and from hosts to gateways (RFC 8446 section 4.4.2): who has no certificate
/// of the cluster's own authorities gets no further than the handshake.
/// </summary>
internal sealed partial class ClusterTls(ClusterCertificates certificates, ILogger<ClusterTls> logger)
{
    private static readonly TimeSpan HandshakeLimit = TimeSpan.FromSeconds(5);

    /// <summary>For the side that accepts.</summary>
    public static void UseServer(IConnectionBuilder connection) => Use(connection, static (tls, stream, stopping) =>
        stream.AuthenticateAsServerAsync(
            new SslServerAuthenticationOptions
            {
                ServerCertificateContext = tls.Certificates.Own,
                ClientCertificateRequired = true,
                CertificateChainPolicy = tls.Certificates.Trust.Clone(),
                EnabledSslProtocols = SslProtocols.Tls13,
            },
            stopping));

    /// <summary>For the side that connects.</summary>
    public static void UseClient(IConnectionBuilder connection) => Use(connection, static (tls, stream, stopping) =>
        stream.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                ClientCertificateContext = tls.Certificates.Own,
                CertificateChainPolicy = tls.Certificates.Trust.Clone(),
                EnabledSslProtocols = SslProtocols.Tls13,
                // Silos are known by their addresses, which certificates do not name; that the authority vouches is what counts.
                RemoteCertificateValidationCallback = static (_, _, _, errors) => (errors & ~SslPolicyErrors.RemoteCertificateNameMismatch) is SslPolicyErrors.None,
            },
            stopping));

    private ClusterCertificates Certificates => certificates;

    private static void Use(IConnectionBuilder connection, Func<ClusterTls, SslStream, CancellationToken, Task> handshake)
    {
        var tls = connection.ApplicationServices.GetRequiredService<ClusterTls>();
        connection.Use(next => context => tls.Wrap(context, next, handshake));
    }

    private async Task Wrap(ConnectionContext context, ConnectionDelegate next, Func<ClusterTls, SslStream, CancellationToken, Task> handshake)
    {
        var plain = context.Transport;
        await using var stream = new SslStream(new DuplexPipeStream(plain));
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(context.ConnectionClosed);
            limit.CancelAfter(HandshakeLimit);
            await handshake(this, stream, limit.Token);
        }
        catch (Exception exception) when (exception is AuthenticationException or IOException or OperationCanceledException)
        {
            LogRefused(logger, context.RemoteEndPoint, exception.Message);
            context.Abort();
            return;
        }

        var encrypted = new EncryptedPipe(
            PipeReader.Create(stream, new StreamPipeReaderOptions(leaveOpen: true)), PipeWriter.Create(stream, new StreamPipeWriterOptions(leaveOpen: true)));
        context.Transport = encrypted;
        try
        {
            await next(context);
        }
        finally
        {
            // The owner of the connection closes what it opened.
            context.Transport = plain;
            await encrypted.Input.CompleteAsync();
            await encrypted.Output.CompleteAsync();
        }
    }

    [LoggerMessage(EventId = 500, Level = LogLevel.Warning, Message = "A connection with {RemoteEndPoint} was refused by TLS: {Reason}")]
    private static partial void LogRefused(ILogger logger, System.Net.EndPoint? remoteEndPoint, string reason);

    private sealed class EncryptedPipe(PipeReader input, PipeWriter output) : IDuplexPipe
    {
        public PipeReader Input => input;

        public PipeWriter Output => output;
    }
}
