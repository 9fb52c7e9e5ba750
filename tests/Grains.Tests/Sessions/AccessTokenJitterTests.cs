using CsCheck;
using TokenGrains.Grains.Sessions;
using TokenGrains.Grains.Tests.Hosting;
using TokenGrains.Sessions;
using TokenGrains.Tokens;

namespace TokenGrains.Grains.Tests.Sessions;

public class AccessTokenJitterTests
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private static readonly Gen<SessionId> Sessions = Gen.Int.Select(number => SessionId.FromJti($"{number}"));

    [Fact]
    public void A_life_is_never_prolonged_and_shortened_by_no_more_than_that_part_to_whole_seconds() =>
        Gen.Select(Gen.Int[1, 86_400], Gen.Double[0, 0.5], Sessions, Gen.UInt).Sample((seconds, part, session, generation) =>
        {
            var life = new AccessTokenJitter(TimeSpan.FromSeconds(seconds), part).LifetimeOf(session, generation);
            Assert.InRange(life.TotalSeconds, Math.Max(1, seconds * (1 - part)), seconds);
            Assert.Equal(0, life.Ticks % TimeSpan.TicksPerSecond);
        });

    [Fact]
    public void The_same_generation_always_gets_the_same_life() =>
        Gen.Select(Sessions, Gen.UInt).Sample((session, generation) => Assert.Equal(
            new AccessTokenJitter(Lifetime, 0.5).LifetimeOf(session, generation), new AccessTokenJitter(Lifetime, 0.5).LifetimeOf(session, generation)));

    [Fact]
    public void Lives_are_spread_evenly_over_sessions_and_over_the_generations_of_one()
    {
        var jitter = new AccessTokenJitter(TimeSpan.FromSeconds(1000), 0.5);
        var session = SessionId.FromJti("one");
        AssertEven(Enumerable.Range(0, 10_000).Select(number => jitter.LifetimeOf(SessionId.FromJti($"{number}"), 0)));
        AssertEven(Enumerable.Range(0, 10_000).Select(number => jitter.LifetimeOf(session, (uint)number)));
    }

    [Theory]
    [InlineData(null, null, 0.1)]
    [InlineData(null, "0", 0.0)]
    [InlineData(null, "0.5", 0.5)]
    [InlineData("a secret of Django", null, 0.0)]
    [InlineData("a secret of Django", "0.2", 0.2)]
    public void The_default_is_a_tenth_and_nothing_where_a_signing_key_is_given(string? signingKey, string? setting, double part)
    {
        var sessions = setting is null ? new SessionOptions() : Settings.Read<SessionOptions>(("Sessions:AccessTokenJitter", setting));
        var jitter = AccessTokenJitter.From(sessions, new SimpleJwtOptions { SigningKey = signingKey });
        var shortest = Enumerable.Range(0, 10_000).Min(number => jitter.LifetimeOf(SessionId.FromJti($"{number}"), 0));
        Assert.Equal(Math.Round(Lifetime.TotalSeconds * (1 - part)), shortest.TotalSeconds, tolerance: 1);
    }

    private static void AssertEven(IEnumerable<TimeSpan> lives)
    {
        var tenths = lives.GroupBy(life => (int)((life.TotalSeconds - 501) / 50)).Select(tenth => tenth.Count()).ToList();
        Assert.Equal(10, tenths.Count);
        Assert.All(tenths, count => Assert.InRange(count, 850, 1150));
    }
}
