using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using TokenGrains.Storage;

namespace TokenGrains.ApiHost.Tests.Forged;

/// <summary>What requests leave behind in the cluster: reads of storage, and activations of our grains.</summary>
/// <remarks>
/// An activation that ends at once may be gone when activations are counted; but every grain of ours reads its state as it
/// comes to life, and no read is missed.
/// </remarks>
internal sealed class Footprint : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly IManagementGrain _management;
    private readonly Dictionary<string, int> _before;
    private long _reads;

    private Footprint(TokenApp app, IManagementGrain management, Dictionary<string, int> before)
    {
        (_management, _before) = (management, before);
        var meters = app.Services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            // Other hosts of this process have meters of the same name.
            if (instrument.Meter.Name == StorageInstruments.MeterName && instrument.Meter.Scope == meters && instrument.Name == "tokengrains.storage.reads")
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((_, count, _, _) => Interlocked.Add(ref _reads, count));
        _listener.Start();
    }

    public long Reads => Interlocked.Read(ref _reads);

    public static async Task<Footprint> Begin(TokenApp app)
    {
        var management = app.Grains.GetGrain<IManagementGrain>(0);
        return new Footprint(app, management, await Count(management));
    }

    /// <summary>The types of our grains of which there are more now, or fewer.</summary>
    public async Task<IEnumerable<string>> ChangedTypes()
    {
        var now = await Count(_management);
        return _before.Keys.Union(now.Keys)
            .Where(type => _before.GetValueOrDefault(type) != now.GetValueOrDefault(type))
            .Select(type => $"{type}: {_before.GetValueOrDefault(type)} -> {now.GetValueOrDefault(type)}");
    }

    public void Dispose() => _listener.Dispose();

    private static async Task<Dictionary<string, int>> Count(IManagementGrain management) =>
        (await management.GetSimpleGrainStatistics())
            .Where(type => type.GrainType.StartsWith("TokenGrains.", StringComparison.Ordinal))
            .GroupBy(type => type.GrainType)
            .ToDictionary(type => type.Key, type => type.Sum(silo => silo.ActivationCount));
}
