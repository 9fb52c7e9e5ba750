using TokenGrains.Grains.Sessions;
using TokenGrains.Grains.Users;
using TokenGrains.Sessions;
using TokenGrains.Tokens;
using TokenGrains.Users;

namespace TokenGrains.Grains.Tests.Sessions;

/// <summary>RFC 9700 section 4.14.2: one test per answer that a presented refresh token can get.</summary>
public class RefreshRotationTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);
    private static readonly UserStanding Active = new(default, IsActive: true, SessionEpoch: 4);

    private static readonly SessionRules Rules = new(
        Rotates: true, Grace, RefreshTokenLifetime: TimeSpan.FromDays(1), IdleLifetime: TimeSpan.FromDays(1), AbsoluteLifetime: TimeSpan.FromDays(30));

    private static readonly SessionState Session = SessionState.Begin(User(42), epoch: 4, Start, Rules) with { Generation = 5 };

    [Fact]
    public void Presenting_the_present_token_spends_it()
    {
        var now = Start.AddHours(1);
        var spend = Assert.IsType<RotationDecision.Spend>(Decide(Token(5), now));
        Assert.Equal(Session with { Generation = 6, RotatedAt = now, RefreshExpiresAt = now.AddDays(1) }, spend.Next);
    }

    [Fact]
    public void Presenting_the_token_just_spent_within_the_grace_period_repeats_its_successor()
    {
        Assert.IsType<RotationDecision.Repeat>(Decide(Token(4), Start));
        Assert.IsType<RotationDecision.Repeat>(Decide(Token(4), Start + Grace - Tick));
    }

    [Fact]
    public void A_clock_that_went_back_a_little_still_repeats() =>
        Assert.IsType<RotationDecision.Repeat>(Decide(Token(4), Start.AddSeconds(-2)));

    [Fact]
    public void Presenting_a_spent_token_at_the_end_of_the_grace_period_revokes_the_session() =>
        AssertRevokes(RefusalCause.Reused, RevocationCause.Reused, Decide(Token(4), Start + Grace), Start + Grace);

    [Theory]
    [InlineData(3u)]
    [InlineData(0u)]
    public void Presenting_a_token_spent_before_the_last_one_revokes_the_session_even_within_the_grace_period(uint generation) =>
        AssertRevokes(RefusalCause.Reused, RevocationCause.Reused, Decide(Token(generation), Start), Start);

    [Theory]
    [InlineData(6u)]
    [InlineData(uint.MaxValue)]
    public void Presenting_a_token_of_the_future_revokes_the_session(uint generation) =>
        AssertRevokes(RefusalCause.AheadOfStorage, RevocationCause.AheadOfStorage, Decide(Token(generation), Start), Start);

    [Fact]
    public void Without_a_grace_period_nothing_is_ever_repeated()
    {
        var rules = Rules with { ReuseGracePeriod = TimeSpan.Zero };
        foreach (var now in new[] { Start, Start.AddSeconds(-1) })
            AssertRevokes(RefusalCause.Reused, RevocationCause.Reused, RefreshRotation.Decide(Session, Active, Token(4), now, rules), now);
    }

    [Fact]
    public void A_token_spent_with_an_idempotency_key_is_repeated_for_a_day_with_that_key()
    {
        var session = Session with { SpentWith = Key("one") };
        var end = Start.AddHours(24);
        Assert.IsType<RotationDecision.Repeat>(Decide(session, Token(4) with { IdempotencyKey = Key("one") }, Start + Grace));
        Assert.IsType<RotationDecision.Repeat>(DecideLate(session, Token(4) with { IdempotencyKey = Key("one") }, end - Tick));
        AssertRevokes(RefusalCause.Reused, RevocationCause.Reused, DecideLate(session, Token(4) with { IdempotencyKey = Key("one") }, end), end, session);
    }

    [Theory]
    [InlineData("one", "other")]
    [InlineData("one", null)]
    [InlineData(null, "one")]
    [InlineData(null, null)]
    public void Any_other_idempotency_key_or_none_widens_nothing_and_narrows_nothing(string? spentWith, string? key)
    {
        var session = Session with { SpentWith = Key(spentWith) };
        var token = Token(4) with { IdempotencyKey = Key(key) };
        Assert.IsType<RotationDecision.Repeat>(Decide(session, token, Start + Grace - Tick));
        AssertRevokes(RefusalCause.Reused, RevocationCause.Reused, Decide(session, token, Start + Grace), Start + Grace, session);
    }

    [Fact]
    public void An_idempotency_key_is_good_for_the_token_just_spent_and_no_older_one()
    {
        var session = Session with { SpentWith = Key("one") };
        AssertRevokes(RefusalCause.Reused, RevocationCause.Reused, Decide(session, Token(3) with { IdempotencyKey = Key("one") }, Start), Start, session);
        var spend = Assert.IsType<RotationDecision.Spend>(Decide(session, Token(5), Start));
        Assert.Null(spend.Next.SpentWith);
    }

    [Fact]
    public void Spending_a_token_keeps_the_idempotency_key_of_that_request()
    {
        var spend = Assert.IsType<RotationDecision.Spend>(Decide(Token(5) with { IdempotencyKey = Key("one") }, Start));
        Assert.Equal(Key("one"), spend.Next.SpentWith);
    }

    [Fact]
    public void Without_a_grace_period_an_idempotency_key_still_repeats()
    {
        var rules = Rules with { ReuseGracePeriod = TimeSpan.Zero };
        var session = Session with { SpentWith = Key("one") };
        Assert.IsType<RotationDecision.Repeat>(
            RefreshRotation.Decide(session, Active, Token(4) with { IdempotencyKey = Key("one") }, Start.AddHours(1), rules));
    }

    [Fact]
    public void Without_a_session_a_token_is_unknown() =>
        AssertRefuses(RefusalCause.Unknown, RefreshRotation.Decide(session: null, Active, Token(5), Start, Rules));

    [Fact]
    public void A_token_in_the_name_of_another_user_is_unknown_and_ends_nothing()
    {
        AssertRefuses(RefusalCause.Unknown, Decide(Token(5) with { User = User(43) }, Start));
        AssertRefuses(RefusalCause.Unknown, Decide(Token(0) with { User = User(43) }, Start));
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(4u)]
    [InlineData(5u)]
    [InlineData(6u)]
    public void After_a_revocation_every_token_is_refused_and_the_cause_stays(uint generation) =>
        AssertRefuses(RefusalCause.Revoked, RefreshRotation.Decide(
            Session.Revoke(RevocationCause.SignedOut, Start), Active, Token(generation), Start, Rules));

    [Fact]
    public void A_session_that_was_not_refreshed_for_its_idle_lifetime_is_over()
    {
        Assert.IsType<RotationDecision.Spend>(Decide(Token(5), Start.AddDays(1) - Tick));
        AssertRefuses(RefusalCause.Idle, Decide(Token(5), Start.AddDays(1)));
    }

    [Fact]
    public void A_session_is_over_at_its_absolute_end_however_often_it_was_refreshed()
    {
        var refreshed = Session.Advance(Session.AbsoluteEnd.AddHours(-1), Rules);
        Assert.IsType<RotationDecision.Spend>(Decide(refreshed, Token(6), Session.AbsoluteEnd - Tick));
        AssertRefuses(RefusalCause.Absolute, Decide(refreshed, Token(6), Session.AbsoluteEnd));
    }

    [Fact]
    public void A_user_who_is_inactive_or_gone_gets_nothing_and_the_session_is_as_it_was()
    {
        foreach (var generation in new[] { 4u, 5u })
        {
            AssertRefuses(RefusalCause.UserInactive, RefreshRotation.Decide(Session, Active with { IsActive = false }, Token(generation), Start, Rules));
            AssertRefuses(RefusalCause.UserInactive, RefreshRotation.Decide(Session, user: null, Token(generation), Start, Rules));
        }
    }

    [Fact]
    public void A_session_of_an_earlier_epoch_is_over()
    {
        foreach (var generation in new[] { 4u, 5u })
            AssertRefuses(RefusalCause.Epoch, RefreshRotation.Decide(Session, Active with { SessionEpoch = 5 }, Token(generation), Start, Rules));
    }

    [Fact]
    public void Reuse_is_evidence_even_where_the_token_would_have_been_refused_anyway()
    {
        AssertRevokes(RefusalCause.Reused, RevocationCause.Reused, RefreshRotation.Decide(Session, user: null, Token(3), Start, Rules), Start);
        var late = Start.AddDays(40);
        AssertRevokes(RefusalCause.Reused, RevocationCause.Reused, Decide(Token(4), late), late);
        AssertRevokes(RefusalCause.AheadOfStorage, RevocationCause.AheadOfStorage, Decide(Token(6), late), late);
    }

    [Fact]
    public void With_rotation_off_the_present_token_is_kept_and_a_spent_one_is_still_reuse()
    {
        var rules = Rules with { Rotates = false };
        var late = Start + Grace;
        Assert.IsType<RotationDecision.Keep>(RefreshRotation.Decide(Session, Active, Token(5), late, rules));
        AssertRevokes(RefusalCause.Reused, RevocationCause.Reused, RefreshRotation.Decide(Session, Active, Token(4), late, rules), late);
    }

    [Fact]
    public void The_first_token_of_a_session_has_none_before_it()
    {
        var first = Session with { Generation = 0 };
        Assert.IsType<RotationDecision.Spend>(Decide(first, Token(0), Start));
        AssertRevokes(RefusalCause.AheadOfStorage, RevocationCause.AheadOfStorage, Decide(first, Token(uint.MaxValue), Start), Start, first);
    }

    private static RotationDecision Decide(RefreshToken presented, DateTimeOffset now) => Decide(Session, presented, now);

    private static RotationDecision Decide(SessionState session, RefreshToken presented, DateTimeOffset now) =>
        RefreshRotation.Decide(session, Active, presented, now, Rules);

    // With an idle lifetime that does not end first.
    private static RotationDecision DecideLate(SessionState session, RefreshToken presented, DateTimeOffset now) =>
        RefreshRotation.Decide(session, Active, presented, now, Rules with { IdleLifetime = TimeSpan.FromDays(3) });

    private static IdempotencyKey? Key(string? text) => text is null ? null : IdempotencyKey.Of(text, default);

    private static RefreshToken Token(uint generation) => new(default, generation, User(42), Start, Start.AddDays(1));

    private static UserId User(long value) => UserId.TryCreate(value, out var user) ? user : default;

    private static void AssertRefuses(RefusalCause cause, RotationDecision decision) =>
        Assert.Equal(new RotationDecision.Refuse(cause), decision);

    private static void AssertRevokes(
        RefusalCause refusal, RevocationCause cause, RotationDecision decision, DateTimeOffset now, SessionState? session = null) =>
        Assert.Equal(new RotationDecision.Revoke(refusal, (session ?? Session) with { Revoked = cause, RevokedAt = now }), decision);
}
