using System.Net;

namespace TokenGrains.Cluster.Tests.Load;

/// <summary>A body after which the caller hangs up: the request is on its way, nobody waits for the answer.</summary>
internal sealed class HangUpContent(HttpContent body, CancellationTokenSource hangUp) : WrappedContent(body)
{
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        await base.SerializeToStreamAsync(stream, context);
        await stream.FlushAsync();
        await hangUp.CancelAsync();
    }
}
