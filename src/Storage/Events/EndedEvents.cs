using Microsoft.Extensions.Options;
using TokenGrains.Storage.Janitor;

namespace TokenGrains.Storage.Events;

/// <summary>Events whose retention is over, for the janitor.</summary>
internal sealed class EndedEvents(IEventRows rows, IOptions<EventOptions> options) : IEndedRows
{
    public IAsyncEnumerable<int> DeleteAsync(long end, int batchSize, CancellationToken cancellationToken) => rows.DeleteEventsAsync(
        (DateTimeOffset.FromUnixTimeSeconds(end) - options.Value.Retention).ToUnixTimeMilliseconds(), batchSize, cancellationToken);
}
