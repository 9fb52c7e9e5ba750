using TokenGrains.Grains.Sessions;
using TokenGrains.Grains.Users;
using TokenGrains.Sessions;
using TokenGrains.Tokens;
using TokenGrains.Users;

namespace TokenGrains.Grains.Tests.Sessions;

/// <summary>Refresh tokens that Django made: they name no session, and theirs begins when one is first used here.</summary>
public class AdoptedSessionTests
{
    private const string Jti = "0123456789abcdef0123456789abcdef";
    private static readonly DateTimeOffset Made = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Now = Made.AddDays(3);
    private static readonly UserStanding Active = new(default, IsActive: true, SessionEpoch: 4);

    private static readonly SessionRules Rules = new(
        Rotates: true, TimeSpan.Zero, RefreshTokenLifetime: TimeSpan.FromDays(1), IdleLifetime: TimeSpan.FromDays(1), AbsoluteLifetime: TimeSpan.FromDays(30));

    private static readonly RefreshToken Token = new(
        SessionId.FromJti(Jti), 0, User(42), Made, Made.AddDays(90), IsAdopted: true, Claims: """{"user_id":42,"role":"admin"}""");

    [Fact]
    public void Its_first_use_spends_it_and_the_session_goes_on_from_there()
    {
        var next = Assert.IsType<RotationDecision.Spend>(RefreshRotation.Decide(session: null, Active, Token, Now, Rules)).Next;
        Assert.Equal((User(42), 4u, 1u, Token.Claims), (next.User, next.Epoch, next.Generation, next.Claims));
        Assert.Equal(Now.AddDays(1), next.RefreshExpiresAt);
    }

    [Fact]
    public void Its_second_use_is_reuse()
    {
        var spent = Assert.IsType<RotationDecision.Spend>(RefreshRotation.Decide(session: null, Active, Token, Now, Rules)).Next;
        Assert.Equal(
            new RotationDecision.Revoke(RefusalCause.Reused, spent.Revoke(RevocationCause.Reused, Now)),
            RefreshRotation.Decide(spent, Active, Token, Now, Rules));
    }

    [Fact]
    public void It_keeps_the_lifetime_that_Django_gave_it_and_its_row_outlives_it()
    {
        var spent = Assert.IsType<RotationDecision.Spend>(RefreshRotation.Decide(session: null, Active, Token, Made.AddDays(89), Rules)).Next;
        Assert.True(spent.AbsoluteEnd >= Token.ExpiresAt);
        Assert.True(SessionState.Adopt(Token, epoch: 0, Made, Rules).AbsoluteEnd >= Token.ExpiresAt);
    }

    [Fact]
    public void Without_rotation_it_stays_good_and_nothing_need_be_written() => Assert.IsType<RotationDecision.Keep>(
        RefreshRotation.Decide(session: null, Active, Token, Now, Rules with { Rotates = false }));

    [Fact]
    public void It_is_over_if_it_was_made_before_the_sessions_of_its_user_were_ended()
    {
        var ended = Active with { SessionsEndedAt = Made.AddSeconds(1) };
        Assert.Equal(new RotationDecision.Refuse(RefusalCause.Epoch), RefreshRotation.Decide(session: null, ended, Token, Now, Rules));
        Assert.IsType<RotationDecision.Spend>(RefreshRotation.Decide(session: null, ended, Token with { IssuedAt = Made.AddSeconds(1) }, Now, Rules));
    }

    [Fact]
    public void It_is_refused_for_a_user_who_is_inactive_or_gone_and_not_for_nobody()
    {
        var refused = new RotationDecision.Refuse(RefusalCause.UserInactive);
        Assert.Equal(refused, RefreshRotation.Decide(session: null, user: null, Token, Now, Rules));
        Assert.Equal(refused, RefreshRotation.Decide(session: null, Active with { IsActive = false }, Token, Now, Rules));
        Assert.IsType<RotationDecision.Spend>(RefreshRotation.Decide(session: null, UserStanding.Nobody, Token with { User = default }, Now, Rules));
    }

    [Fact]
    public void A_password_that_has_changed_since_ends_the_session()
    {
        var standing = Active with { PasswordFingerprint = "NEW" };
        var revoke = Assert.IsType<RotationDecision.Revoke>(RefreshRotation.Decide(session: null, standing, Token with { PasswordFingerprint = "OLD" }, Now, Rules));
        Assert.Equal((RefusalCause.PasswordChanged, RevocationCause.PasswordChanged), (revoke.Cause, revoke.Next.Revoked));
        Assert.IsType<RotationDecision.Spend>(RefreshRotation.Decide(session: null, standing, Token with { PasswordFingerprint = "NEW" }, Now, Rules));
    }

    [Fact]
    public void The_session_of_a_jti_is_the_same_for_ever()
    {
        Assert.Equal(SessionId.FromJti(Jti), SessionId.FromJti(Jti));
        Assert.NotEqual(SessionId.FromJti(Jti), SessionId.FromJti(Jti.ToUpperInvariant()));
        Assert.True(SessionId.TryParse(SessionId.FromJti("").Value, out _));

        // Sessions in storage have it: not to be changed.
        Assert.Equal("7jjOO7mSJcfp_O7bjAt4RA", SessionId.FromJti(Jti).Value);
    }

    private static UserId User(long value) => UserId.TryCreate(value, out var user) ? user : throw new ArgumentOutOfRangeException(nameof(value));
}
