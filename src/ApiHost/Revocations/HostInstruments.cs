using System.Diagnostics.Metrics;

namespace TokenGrains.ApiHost.Revocations;

/// <summary>What a host counts. Tag values come from closed sets.</summary>
internal sealed class HostInstruments
{
    /// <summary>The name of the meter.</summary>
    public const string MeterName = "TokenGrains.ApiHost";

    private readonly Meter _meter;
    private readonly Counter<long> _lookUps;
    private readonly Counter<long> _refusals;

    public HostInstruments(IMeterFactory meters)
    {
        _meter = meters.Create(MeterName);
        _lookUps = _meter.CreateCounter<long>("tokengrains.tokens.look_ups", description: "Tokens sought in the caches of the host, by cache and outcome.");
        _refusals = _meter.CreateCounter<long>("tokengrains.tokens.ended", description: "JWTs refused because they were ended before their time, by who knew it.");
    }

    public void Observe(RevocationFollower follower)
    {
        _meter.CreateObservableGauge("tokengrains.revocations.staleness", () => follower.Staleness.TotalSeconds, "s", "How old the host's knowledge of the revocation feed is.");
        _meter.CreateObservableGauge("tokengrains.revocations.entries", () => follower.Index.Count, description: "Entries of the revocation feed that the host keeps.");
    }

    public void OnLookedUp(string cache, bool isHit) =>
        _lookUps.Add(1, new("cache", cache), new("outcome", isHit ? "hit" : "miss"));

    public void OnEnded(bool byFeed) => _refusals.Add(1, new KeyValuePair<string, object?>("known_by", byFeed ? "feed" : "grain"));
}
