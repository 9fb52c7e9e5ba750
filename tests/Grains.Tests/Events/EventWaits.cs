using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using TokenGrains.Events;
using TokenGrains.Grains.Diagnostics;
using TokenGrains.Grains.Events;
using TokenGrains.Grains.Tests.Cluster;
using TokenGrains.Storage;
using TokenGrains.Storage.Events;

namespace TokenGrains.Grains.Tests.Events;

/// <summary>How long an event may hold up what it tells of, while storage hangs.</summary>
public sealed class EventWaits : IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly HeldStore _store = new();
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly EventLines _lines = new(output: null);
    private readonly SecurityEvents _events;
    private readonly MeterListener _listener = new();
    private long _lost;

    public EventWaits()
    {
        var meters = _services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Scope == meters && instrument.Name is "tokengrains.events.lost")
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((_, count, _, _) => _lost += count);
        _listener.Start();
        _events = new SecurityEvents(_store, _lines, _time, new TokenInstruments(meters), NullLogger<SecurityEvents>.Instance);
    }

    [Fact]
    public async Task What_is_stored_is_waited_for()
    {
        var recorded = Record();
        Assert.False(recorded.IsCompleted);
        _store.Appended[0].SetResult();
        await recorded.WaitAsync(TokenCluster.Limit);
        Assert.Equal(0, _lost);
    }

    [Fact]
    public async Task An_event_is_waited_for_one_second_and_those_behind_it_not_at_all()
    {
        var first = Record();
        _time.Advance(TimeSpan.FromSeconds(1) - TimeSpan.FromTicks(1));
        Assert.False(first.IsCompleted);
        _time.Advance(TimeSpan.FromTicks(1));
        await first.WaitAsync(TokenCluster.Limit);

        // It still goes to storage, which may come back.
        await Record().WaitAsync(TokenCluster.Limit);
        Assert.Equal((2, 2L), (_store.Appended.Count, _lost));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Once_storage_has_said_something_it_is_waited_for_again(bool isFault)
    {
        var first = Record();
        _time.Advance(TimeSpan.FromSeconds(1));
        await first.WaitAsync(TokenCluster.Limit);
        await Record().WaitAsync(TokenCluster.Limit);
        if (isFault)
            _store.Appended[0].SetException(new WriteOutcomeUnknownException());
        else
            _store.Appended[0].SetResult();

        var next = Record();
        Assert.False(next.IsCompleted);
        _store.Appended[^1].SetResult();
        await next.WaitAsync(TokenCluster.Limit);
        Assert.Equal(2, _lost);
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _lines.DisposeAsync();
        await _services.DisposeAsync();
    }

    private Task Record() => _events.Record(SecurityEventKind.SignedIn, user: null);

    private sealed class HeldStore : IEventStore
    {
        /// <summary>By event, what its caller waits for.</summary>
        public List<TaskCompletionSource> Appended { get; } = [];

        public Task AppendAsync(EventRecord record)
        {
            Appended.Add(new TaskCompletionSource());
            return Appended[^1].Task;
        }

        public Task<IReadOnlyList<StoredEvent>> ReadAsync(EventFilter filter, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
