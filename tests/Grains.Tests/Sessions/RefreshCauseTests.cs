using System.Diagnostics.Metrics;
using TokenGrains.Grains.Diagnostics;
using TokenGrains.Grains.Sessions;
using TokenGrains.Sessions;
using TokenGrains.Tokens;

namespace TokenGrains.Grains.Tests.Sessions;

/// <summary>DESIGN section 6: the causes are a closed set, the same in metrics, logs and events.</summary>
public sealed class RefreshCauseTests
{
    private static readonly string[] ClosedSet =
    [
        "absolute", "ahead_of_storage", "epoch", "idle", "kept", "password_changed", "replayed_in_grace", "reused", "revoked", "rotated",
        "unknown", "user_inactive",
    ];

    private static readonly SessionState Session = SessionState.Begin(
        default, 0, DateTimeOffset.UnixEpoch, SessionRules.From(new SessionOptions(), new SimpleJwtOptions()));

    private static readonly RotationDecision[] Decisions =
    [
        new RotationDecision.Spend(Session),
        new RotationDecision.Repeat(),
        new RotationDecision.Keep(Session),
        .. Enum.GetValues<RefusalCause>().Select(cause => new RotationDecision.Refuse(cause)),
        .. Enum.GetValues<RefusalCause>().Select(cause => new RotationDecision.Revoke(cause, Session)),
    ];

    [Fact]
    public void Every_refresh_is_counted_by_one_word_of_the_closed_set() =>
        Assert.Equal(ClosedSet, Count(instruments => Array.ForEach(Decisions, instruments.OnRefreshed)).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void Every_kind_of_decision_is_among_those_counted() =>
        Assert.Equal(
            typeof(RotationDecision).GetNestedTypes().Select(type => type.Name).Order(),
            Decisions.Select(decision => decision.GetType().Name).Distinct().Order());

    [Fact]
    public void Every_refusal_has_one_word_of_its_own_whether_it_ends_the_session_or_not()
    {
        var causes = Enum.GetValues<RefusalCause>();
        var words = causes.Select(cause => RefreshCauses.Of(new RotationDecision.Refuse(cause))).ToList();
        Assert.Equal(causes.Length, words.Distinct().Count());
        Assert.Equal(words, causes.Select(cause => RefreshCauses.Of(new RotationDecision.Revoke(cause, Session))));
    }

    [Fact]
    public void Every_end_of_a_session_is_counted_by_one_word_of_a_closed_set() =>
        Assert.Equal(
            ["ahead_of_storage", "displaced", "password_changed", "reused", "signed_out"],
            Count(instruments => Array.ForEach(Enum.GetValues<RevocationCause>(), instruments.OnRevoked)).Order(StringComparer.Ordinal));

    /// <summary>The tag values of what is counted meanwhile.</summary>
    private static List<string> Count(Action<TokenInstruments> act)
    {
        using var meters = new MeterOfTest();
        var values = new List<string>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (instrument.Meter == meters.Meter)
                listener.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) => values.Add((string)tags[0].Value!));
        listener.Start();
        act(new TokenInstruments(meters));
        return values;
    }

    private sealed class MeterOfTest : IMeterFactory
    {
        public Meter Meter { get; } = new(TokenInstruments.MeterName);

        public Meter Create(MeterOptions options) => Meter;

        public void Dispose() => Meter.Dispose();
    }
}
