namespace TokenGrains.Cluster.Tests.Histories;

/// <summary>The checker reports each fault, and takes nothing for one that a sound host could have answered.</summary>
public sealed class CheckerTests
{
    private static readonly TimeSpan AfterGrace = HandMadeHistory.Grace + TimeSpan.FromSeconds(1);

    private static HandMadeHistory Alice => new HandMadeHistory().Register();

    private static readonly TimeSpan Notice = AccountEnds.LongestNotice;

    [Fact]
    public void Two_successors_of_one_generation_are_reported() =>
        Reports(Promise.OneSuccessor, Alice.Refresh("r0", "r1").Refresh("r0", "other"));

    [Fact]
    public void Two_successors_at_once_are_reported() =>
        Reports(Promise.OneSuccessor, Alice.Refresh("r0", "r1").Refresh("r0", "other").AtOnce());

    [Fact]
    public void A_successor_of_another_session_is_reported() =>
        Reports(Promise.OneSuccessor, Alice.SignIn(refresh: "s0").Refresh("r0", "r1").Refresh("s0", "r1"));

    [Fact]
    public void A_lost_registration_is_reported() =>
        Reports(Promise.RegistrationIsKept, Alice.Die().SignIn(Verdict.Refused));

    [Fact]
    public void A_name_that_is_given_out_again_is_reported() =>
        Reports(Promise.RegistrationIsKept, Alice.Die().Register(refresh: "x0", access: "x", opaque: "o2"));

    [Fact]
    public void A_name_that_is_taken_by_nobody_is_reported() =>
        Reports(Promise.RegistrationIsKept, new HandMadeHistory().Register(Verdict.Unknown).Die().Register(Verdict.Refused).SignIn(Verdict.Refused));

    [Fact]
    public void A_lost_session_is_reported() =>
        Reports(Promise.SessionIsKept, Alice.Refresh("r0", "r1").Die().Refresh("r1", Verdict.Refused));

    [Fact]
    public void A_lost_answer_that_cannot_be_asked_for_again_is_reported() =>
        Reports(Promise.SessionIsKept, Alice.Refresh("r0", Verdict.Unknown).Die().Refresh("r0", Verdict.Refused));

    [Fact]
    public void A_lost_opaque_token_is_reported() =>
        Reports(Promise.OpaqueTokenIsKept, Alice.Die().CallWithOpaque("o1", Verdict.Refused));

    [Fact]
    public void A_forgotten_opaque_token_is_reported() =>
        Reports(Promise.OpaqueTokenIsKept, Alice.Die().ObtainOpaque(opaque: "o2"));

    [Fact]
    public void A_lost_signing_key_is_reported() =>
        Reports(Promise.AccessTokenIsKept, Alice.Die().CallWithAccess("a0", Verdict.Refused));

    [Fact]
    public void A_revoked_opaque_token_that_is_accepted_is_reported() =>
        Reports(Promise.RevokedTokenStaysRevoked, Alice.Staff(Deed.EndTokens).Die().Pass(Notice).CallWithOpaque("o1", Verdict.Ok));

    [Fact]
    public void An_access_token_that_outlives_its_session_is_reported()
    {
        Reports(Promise.AccessTokenEndsWithItsSession, Alice.Blacklist("r0").Pass(Notice).CallWithAccess("a0", Verdict.Ok));
        Reports(Promise.AccessTokenEndsWithItsSession, Alice.Refresh("r0", "r1").Blacklist("r1").Pass(Notice).CallWithAccess("a0", Verdict.Ok));
        Reports(Promise.AccessTokenEndsWithItsSession, Alice.Staff(Deed.EndSessions).Pass(Notice).CallWithAccess("a0", Verdict.Ok));
        Reports(Promise.AccessTokenEndsWithItsSession, Alice.Staff(Deed.Deactivate).Pass(Notice).CallWithAccess("a0", Verdict.Ok));
        Reports(
            Promise.AccessTokenEndsWithItsSession,
            Alice.Refresh("r0", "r1").Refresh("r1", "r2").Refresh("r0", Verdict.Refused).Pass(Notice).CallWithAccess("r2", Verdict.Ok));
    }

    [Fact]
    public void A_host_may_take_two_seconds_to_hear_of_an_end() => Reports(
        [],
        Alice.CallWithOpaque("o1", Verdict.Ok).Staff(Deed.EndTokens).CallWithOpaque("o1", Verdict.Ok).SignIn(refresh: "s0").Blacklist("r0")
            .CallWithAccess("a0", Verdict.Ok).CallWithAccess("s0", Verdict.Ok).Pass(Notice).CallWithAccess("s0", Verdict.Ok).CallWithAccess("a0", Verdict.Refused));

    [Fact]
    public void Less_notice_can_be_demanded()
    {
        var history = Alice.Blacklist("r0").Pass(Notice / 2).CallWithAccess("a0", Verdict.Ok);
        Assert.Empty(history.Check());
        Assert.Equal([Promise.AccessTokenEndsWithItsSession], history.Check(Notice / 2));
        Assert.Empty(Alice.Blacklist("r0").CallWithAccess("a0", Verdict.Ok).Check(Notice / 2));
    }

    [Fact]
    public void A_revoked_opaque_token_that_is_handed_out_again_is_reported() =>
        Reports(Promise.RevokedTokenStaysRevoked, Alice.Staff(Deed.EndTokens).Die().ObtainOpaque(opaque: "o1"));

    [Fact]
    public void A_blacklisted_session_that_goes_on_is_reported() =>
        Reports(Promise.EndedSessionStaysOver, Alice.Refresh("r0", "r1").Blacklist("r0").Die().Refresh("r1", "r2"));

    [Fact]
    public void A_session_that_goes_on_after_all_were_ended_is_reported() =>
        Reports(Promise.EndedSessionStaysOver, Alice.Staff(Deed.EndSessions).Die().Refresh("r0", "r1"));

    [Fact]
    public void A_session_that_goes_on_after_a_reuse_is_reported() =>
        Reports(Promise.EndedSessionStaysOver, Alice.Refresh("r0", "r1").Refresh("r1", "r2").Refresh("r0", Verdict.Refused).Refresh("r2", "r3"));

    [Theory]
    [InlineData(Deed.SignIn)]
    [InlineData(Deed.ObtainOpaque)]
    [InlineData(Deed.CallWithOpaque)]
    [InlineData(Deed.Refresh)]
    internal void An_inactive_user_who_gets_in_is_reported(Deed deed)
    {
        var history = Alice.Staff(Deed.Deactivate).Die().Pass(Notice);
        Reports(Promise.InactiveUserStaysOut, deed switch
        {
            Deed.SignIn => history.SignIn(),
            Deed.ObtainOpaque => history.ObtainOpaque(),
            Deed.CallWithOpaque => history.CallWithOpaque("o1", Verdict.Ok),
            _ => history.Refresh("r0", "r1"),
        });
    }

    [Fact]
    public void A_spent_token_that_is_accepted_after_its_grace_is_reported() =>
        Reports(Promise.SpentTokenStaysSpent, Alice.Refresh("r0", "r1").Pass(AfterGrace).Refresh("r0", "r1"));

    [Fact]
    public void A_token_that_was_spent_two_generations_ago_is_reported_at_once() =>
        Reports(Promise.SpentTokenStaysSpent, Alice.Refresh("r0", "r1").Refresh("r1", "r2").Refresh("r0", "r1"));

    [Fact]
    public void A_fault_of_the_host_is_reported() =>
        Reports(Promise.NoFault, Alice.SignIn(Verdict.Unknown).WithStatus(500));

    [Fact]
    public void A_sound_history_has_no_violation() => Reports(
        [],
        Alice.CallWithOpaque("o1", Verdict.Ok).Refresh("r0", "r1").Refresh("r0", "r1").AtOnce().Refresh("r1", Verdict.Unknown)
            .Die().Refresh("r1", "r2").SignIn(refresh: "s0").CallWithAccess("a0", Verdict.Ok).Staff(Deed.EndTokens).ObtainOpaque(opaque: "o2")
            .CallWithOpaque("o1", Verdict.Refused).CallWithOpaque("o2", Verdict.Ok).Refresh("r0", Verdict.Refused).Refresh("r2", Verdict.Refused)
            .Blacklist("s0").Refresh("s0", Verdict.Refused).Staff(Deed.Deactivate).SignIn(Verdict.Refused));

    [Fact]
    public void What_was_never_acknowledged_may_be_lost() => Reports(
        [],
        new HandMadeHistory().Register(Verdict.Unknown).Die().SignIn(Verdict.Refused).Register()
            .Staff(Deed.EndTokens, Verdict.Unknown).Die().CallWithOpaque("o1", Verdict.Ok).CallWithAccess("a0", Verdict.Ok));

    [Fact]
    public void What_was_never_acknowledged_may_have_happened() => Reports(
        [],
        Alice.Staff(Deed.EndTokens, Verdict.Unknown).Blacklist("r0", Verdict.Unknown).Die()
            .CallWithOpaque("o1", Verdict.Refused).ObtainOpaque(opaque: "o2").Refresh("r0", Verdict.Refused));

    [Fact]
    public void A_request_without_an_answer_may_arrive_late_and_pass_for_a_stolen_token() => Reports(
        [], Alice.Refresh("r0", Verdict.Unknown).Refresh("r0", "r1").Refresh("r1", "r2").Refresh("r2", Verdict.Refused));

    [Fact]
    public void But_not_after_the_process_has_died() => Reports(
        Promise.SessionIsKept, Alice.Refresh("r0", Verdict.Unknown).Die().Refresh("r0", "r1").Refresh("r1", "r2").Refresh("r2", Verdict.Refused));

    private static void Reports(Promise promise, HandMadeHistory history) => Reports([promise], history);

    private static void Reports(Promise[] promises, HandMadeHistory history) => Assert.Equal(promises, history.Check().Distinct());
}
