using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using TokenGrains.ApiHost.Revocations;

namespace TokenGrains.ApiHost.Tests.Revocations;

/// <summary>Counts how often a host had to verify or ask: the misses of its caches.</summary>
internal sealed class LookUps : IDisposable
{
    private readonly MeterListener _listener = new();
    private int _misses;

    public LookUps(TokenApp app)
    {
        var factory = app.Services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == HostInstruments.MeterName && instrument.Meter.Scope == factory && instrument.Name is "tokengrains.tokens.look_ups")
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((_, _, tags, _) =>
        {
            foreach (var tag in tags)
            {
                if (tag is { Key: "outcome", Value: "miss" })
                    Interlocked.Increment(ref _misses);
            }
        });
        _listener.Start();
    }

    public int Misses => Volatile.Read(ref _misses);

    public void Dispose() => _listener.Dispose();
}
