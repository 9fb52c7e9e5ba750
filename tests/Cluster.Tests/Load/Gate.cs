using System.Net;

namespace TokenGrains.Cluster.Tests.Load;

/// <summary>Holds requests in the middle: the host has taken them and waits for their bodies, until the gate opens.</summary>
internal sealed class Gate
{
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _full = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly int _places;
    private int _waiting;

    public Gate(int places) => _places = places;

    /// <summary>Ends when the host waits for the bodies of so many requests as the gate has places.</summary>
    public Task Full => _full.Task;

    public void Open() => _opened.TrySetResult();

    public Task Pass()
    {
        lock (_lock)
        {
            if (++_waiting == _places)
                _full.TrySetResult();
        }

        return _opened.Task;
    }
}

/// <summary>Makes every request with a body ask for leave to send it (RFC 9110 section 10.1.1), and then wait at the gate.</summary>
internal sealed class GateHandler : DelegatingHandler
{
    private readonly Gate _gate;

    public GateHandler(Gate gate, SocketsHttpHandler sockets) : base(sockets)
    {
        _gate = gate;
        // The body must not go out before the host has answered 100: only then is the request in its hands.
        sockets.Expect100ContinueTimeout = TimeSpan.FromMinutes(5);
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Content is { } body)
        {
            request.Content = new GatedContent(body, _gate);
            request.Headers.ExpectContinue = true;
        }

        return base.SendAsync(request, cancellationToken);
    }

    private sealed class GatedContent(HttpContent body, Gate gate) : WrappedContent(body)
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await gate.Pass();
            await base.SerializeToStreamAsync(stream, context);
        }
    }
}
