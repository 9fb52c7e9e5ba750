using CsCheck;
using TokenGrains.Grains.Sessions;
using TokenGrains.Tokens;

namespace TokenGrains.Grains.Tests.Sessions;

public class SessionStateTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_session_begins_with_generation_0_and_its_times()
    {
        var rules = Rules(refresh: 86_400, absolute: 2_592_000);
        var session = SessionState.Begin(default, epoch: 3, Start, rules);
        Assert.Equal((0u, 3u, Start, Start), (session.Generation, session.Epoch, session.StartedAt, session.RotatedAt));
        Assert.Equal((Start.AddDays(30), Start.AddDays(1)), (session.AbsoluteEnd, session.RefreshExpiresAt));
        Assert.Null(session.Revoked);
        Assert.Null(session.RevokedAt);
    }

    [Fact]
    public void The_absolute_end_never_moves_and_no_refresh_token_outlives_it() =>
        Gen.Select(Gen.Int[1, 100_000], Gen.Int[1, 100_000], Gen.Int[-5, 50_000].Array[0, 30]).Sample((refresh, absolute, steps) =>
        {
            var rules = Rules(refresh, absolute);
            var now = Start;
            var session = SessionState.Begin(default, 0, now, rules);
            var generation = 0u;
            foreach (var step in steps)
            {
                now = now.AddSeconds(step);
                session = session.Advance(now, rules);
                generation++;

                Assert.Equal(Start.AddSeconds(absolute), session.AbsoluteEnd);
                Assert.Equal(Start, session.StartedAt);
                Assert.Equal((generation, now), (session.Generation, session.RotatedAt));
                var uncapped = now.AddSeconds(refresh);
                Assert.Equal(uncapped < session.AbsoluteEnd ? uncapped : session.AbsoluteEnd, session.RefreshExpiresAt);
            }
        });

    [Fact]
    public void Generations_do_not_start_again_at_the_end_of_their_range() =>
        Assert.Throws<OverflowException>(() =>
            (SessionState.Begin(default, 0, Start, Rules(1, 1)) with { Generation = uint.MaxValue }).Advance(Start, Rules(1, 1)));

    [Fact]
    public void A_revocation_changes_nothing_but_its_cause_and_time()
    {
        var session = SessionState.Begin(default, 0, Start, Rules(1, 1));
        Assert.Equal(
            session with { Revoked = RevocationCause.SignedOut, RevokedAt = Start.AddSeconds(9) },
            session.Revoke(RevocationCause.SignedOut, Start.AddSeconds(9)));
    }

    [Fact]
    public void By_default_a_session_rotates_with_a_minute_of_grace_and_lasts_a_day_idle_and_30_days_in_all() =>
        Assert.Equal(
            new SessionRules(true, TimeSpan.FromMinutes(1), TimeSpan.FromDays(1), TimeSpan.FromDays(1), TimeSpan.FromDays(30)),
            SessionRules.From(new SessionOptions(), new SimpleJwtOptions()));

    [Theory]
    [InlineData(29, 30)]
    [InlineData(30, 30)]
    [InlineData(90, 90)]
    public void By_default_a_session_lasts_at_least_as_long_as_its_refresh_token(int refreshDays, int absoluteDays)
    {
        var rules = SessionRules.From(new SessionOptions(), new SimpleJwtOptions { RefreshTokenLifetime = TimeSpan.FromDays(refreshDays) });
        Assert.Equal(TimeSpan.FromDays(absoluteDays), rules.AbsoluteLifetime);
        Assert.Equal(TimeSpan.FromDays(refreshDays), rules.IdleLifetime);
    }

    [Fact]
    public void Given_lifetimes_are_taken_and_the_leeway_of_the_tokens_is_added_to_idleness()
    {
        var sessions = new SessionOptions
        {
            IdleLifetime = TimeSpan.FromHours(1),
            AbsoluteLifetime = TimeSpan.FromHours(2),
            ReuseGracePeriod = TimeSpan.Zero,
        };
        var jwt = new SimpleJwtOptions { Leeway = TimeSpan.FromSeconds(10), RotateRefreshTokens = false };
        Assert.Equal(
            new SessionRules(false, TimeSpan.Zero, TimeSpan.FromDays(1), TimeSpan.FromHours(1) + TimeSpan.FromSeconds(10), TimeSpan.FromHours(2), TimeSpan.FromSeconds(10)),
            SessionRules.From(sessions, jwt));
    }

    private static SessionRules Rules(int refresh, int absolute) => new(
        true, TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(refresh), TimeSpan.FromSeconds(refresh), TimeSpan.FromSeconds(absolute));
}
