using CsCheck;
using TokenGrains.ApiHost.Revocations;
using TokenGrains.Revocations;
using TokenGrains.Sessions;
using TokenGrains.Tokens;
using TokenGrains.Users;

namespace TokenGrains.ApiHost.Tests.Revocations;

/// <summary>Which tokens the index refuses: against a user and sessions that are played through, and edge by edge.</summary>
public class RevocationIndexTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Retention = TimeSpan.FromMinutes(6);
    private static readonly UserId User = UserId.TryCreate(7, out var user) ? user : throw new InvalidOperationException();

    private enum Act
    {
        SignIn,
        EndSession,
        EndAll,
        Deactivate,
        Reactivate,
        ChangeOther,
        FailToEndAll,
        FailToDeactivate,
        AskOfAReplacedGrain,
        Wait,
    }

    private static readonly Gen<(Act What, int Which)[]> Lives =
        Gen.Select(Gen.Enum<Act>(), Gen.Int[0, 9]).Array[1, 60];

    [Fact]
    public void What_has_ended_is_refused_and_what_lives_is_taken_whatever_the_order_of_events() => Lives.Sample(life =>
    {
        var index = new RevocationIndex(Retention);
        var now = Start;
        var tokens = new List<(AccessToken Token, uint Epoch, DateTimeOffset MadeAt)>();
        var ended = new HashSet<SessionId>();
        var (version, epoch, isActive) = (0u, 0u, true);
        DateTimeOffset? endedAt = null;

        // The last version whose write may have failed: until a greater one, hosts may believe that more has ended than has.
        var failed = 0u;
        foreach (var (what, which) in life)
        {
            now += TimeSpan.FromMilliseconds(which);
            switch (what)
            {
                case Act.SignIn when isActive:
                    tokens.Add((new AccessToken(SessionId.Create(), User, epoch, now), epoch, now));
                    break;
                case Act.EndSession when tokens.Count > 0:
                    var session = tokens[which % tokens.Count].Token.Session!.Value;
                    ended.Add(session);
                    index.Add([new Revocation.SessionEnded(session, now)], now);
                    break;
                case Act.EndAll:
                    Change(epoch + 1, now, isActive);
                    break;
                case Act.Deactivate:
                    Change(epoch, endedAt, active: false);
                    break;
                case Act.Reactivate:
                    Change(epoch, endedAt, active: true);
                    break;
                case Act.ChangeOther:
                    Change(epoch, endedAt, isActive);
                    break;
                case Act.FailToEndAll:
                    Announce(version + 1, epoch + 1, now, isActive);
                    failed = version + 1;
                    break;
                case Act.FailToDeactivate:
                    Announce(version + 1, epoch, endedAt, active: false);
                    failed = version + 1;
                    break;
                case Act.AskOfAReplacedGrain when version > 0:
                    Announce(version, 0, null, active: true);
                    break;
                case Act.Wait:
                    now += TimeSpan.FromMinutes(which);
                    index.Trim(now);
                    break;
            }

            foreach (var (token, tokenEpoch, _) in tokens.Where(token => token.MadeAt + TimeSpan.FromMinutes(5) > now))
            {
                var isOver = ended.Contains(token.Session!.Value) || !isActive || tokenEpoch < epoch;
                if (isOver)
                    Assert.True(index.Ends(token), $"{what}: a dead token lives.");
                if (!isOver && (failed == 0 || version > failed))
                    Assert.False(index.Ends(token), $"{what}: a live token is dead.");
            }
        }

        void Change(uint nextEpoch, DateTimeOffset? nextEndedAt, bool active)
        {
            version++;
            (epoch, endedAt, isActive) = (nextEpoch, nextEndedAt, active);
            Announce(version, epoch, endedAt, active);
        }

        void Announce(uint ofVersion, uint ofEpoch, DateTimeOffset? ofEndedAt, bool active) =>
            index.Add([new Revocation.UserChanged(User, ofVersion, ofEpoch, ofEndedAt, active, now)], now);
    });

    [Theory]
    [InlineData(0u, -1, false)]
    [InlineData(1u, -1, true)]
    [InlineData(1u, 0, true)]
    [InlineData(1u, 1, false)]
    public void A_token_without_an_epoch_is_judged_by_its_iat(uint epoch, int madeSecondsLater, bool isOver)
    {
        var index = new RevocationIndex(Retention);
        index.Add([new Revocation.UserChanged(User, Version: 1, epoch, Start, IsActive: true, Start)], Start);
        Assert.Equal(isOver, index.Ends(new AccessToken(Session: null, User, SessionEpoch: null, Start.AddSeconds(madeSecondsLater))));
    }

    [Fact]
    public void A_kept_verdict_counts_until_a_greater_version_is_demanded_and_again_once_that_is_forgotten()
    {
        var index = new RevocationIndex(Retention);
        Assert.True(index.IsCurrent(User, 0));
        index.Add([new Revocation.UserChanged(User, Version: 3, 0, null, IsActive: true, Start)], Start);
        Assert.False(index.IsCurrent(User, 2));
        Assert.True(index.IsCurrent(User, 3));
        index.Trim(Start + Retention);
        Assert.False(index.IsCurrent(User, 2));
        index.Trim(Start + Retention + TimeSpan.FromTicks(1));
        Assert.Equal((true, 0), (index.IsCurrent(User, 2), index.Count));
    }
}
