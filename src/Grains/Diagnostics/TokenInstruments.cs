using System.Diagnostics.Metrics;
using TokenGrains.Events;
using TokenGrains.Grains.Sessions;
using TokenGrains.Users;

namespace TokenGrains.Grains.Diagnostics;

/// <summary>What the grains count. Tag values come from closed sets; no user, session or token is ever one.</summary>
internal sealed class TokenInstruments
{
    /// <summary>The name of the meter.</summary>
    public const string MeterName = "TokenGrains.Grains";

    private readonly Counter<long> _registrations;
    private readonly Counter<long> _signIns;
    private readonly Counter<long> _refreshes;
    private readonly Counter<long> _revocations;
    private readonly Counter<long> _lostEvents;

    public TokenInstruments(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _registrations = meter.CreateCounter<long>("tokengrains.registrations", description: "Registrations by outcome.");
        _signIns = meter.CreateCounter<long>("tokengrains.sign_ins", description: "Sign-ins of known users by outcome.");
        _refreshes = meter.CreateCounter<long>("tokengrains.refreshes", description: "Refreshes by how they ended.");
        _revocations = meter.CreateCounter<long>("tokengrains.sessions.revoked", description: "Sessions ended by decision, by cause.");
        _lostEvents = meter.CreateCounter<long>("tokengrains.events.lost", description: "Security events that may not be stored, by kind.");
    }

    public void OnRegistered(RegisterResult result) => _registrations.Add(1, Outcome(result.GetType().Name));

    public void OnSignedIn(SignInResult result) => _signIns.Add(1, Outcome(result.GetType().Name));

    public void OnRefreshed(RotationDecision decision) => _refreshes.Add(1, Outcome(RefreshCauses.Of(decision)));

    public void OnRevoked(RevocationCause cause) => _revocations.Add(1, new KeyValuePair<string, object?>("cause", EventNames.Of(cause)));

    public void OnEventLost(SecurityEventKind kind) => _lostEvents.Add(1, new KeyValuePair<string, object?>("kind", EventNames.Of(kind)));

    private static KeyValuePair<string, object?> Outcome(string value) => new("outcome", value);
}
