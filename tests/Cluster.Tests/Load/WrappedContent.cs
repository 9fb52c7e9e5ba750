using System.Net;

namespace TokenGrains.Cluster.Tests.Load;

/// <summary>A body that is sent as another one is.</summary>
internal abstract class WrappedContent : HttpContent
{
    private readonly HttpContent _body;

    protected WrappedContent(HttpContent body)
    {
        _body = body;
        foreach (var header in body.Headers)
            Headers.TryAddWithoutValidation(header.Key, header.Value);
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => _body.CopyToAsync(stream, context);

    protected override bool TryComputeLength(out long length)
    {
        length = _body.Headers.ContentLength ?? 0;
        return _body.Headers.ContentLength is not null;
    }

    protected override void Dispose(bool disposing)
    {
        _body.Dispose();
        base.Dispose(disposing);
    }
}
