using TokenGrains.Grains.Sessions;
using TokenGrains.Grains.Users;
using TokenGrains.Sessions;
using TokenGrains.Tokens;

namespace TokenGrains.Grains.Tests.Sessions;

/// <summary>The real rule with its state, carried out as the session grain does, and a record of all that it handed out.</summary>
internal sealed class RotationSubject(SessionRules rules)
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly Dictionary<uint, (DateTimeOffset MadeAt, DateTimeOffset ExpiresAt)> _handedOut = [];
    private SessionState _session = SessionState.Begin(default, 0, Start, rules);

    public bool IsOver => _session.Revoked is not null;

    public Answer Present(int token, int? key, long now, bool isActive, bool isOfAnOlderEpoch)
    {
        var standing = new UserStanding(default, isActive, isOfAnOlderEpoch ? 1u : 0u);
        var presented = new RefreshToken(default, (uint)token, default, Start, Start, IdempotencyKey: key is { } number ? IdempotencyKey.Of($"{number}", default) : null);
        switch (RefreshRotation.Decide(_session, standing, presented, At(now), rules))
        {
            case RotationDecision.Spend spend:
                _session = spend.Next;
                return HandOut();

            case RotationDecision.Repeat:
                return HandOut();

            case RotationDecision.Keep:
                return new Answer(Refresh: null, Access: true, Cause: null);

            case RotationDecision.Revoke revoke:
                _session = revoke.Next;
                return new Answer(Refresh: null, Access: false, revoke.Cause);

            case RotationDecision.Refuse refuse:
                return new Answer(Refresh: null, Access: false, refuse.Cause);

            case var unmapped:
                throw new NotSupportedException(unmapped.GetType().Name);
        }
    }

    public void SignOut(long now)
    {
        if (!IsOver)
            _session = _session.Revoke(RevocationCause.SignedOut, At(now));
    }

    // Two tokens of one generation with different times would have different bytes: two successors.
    private Answer HandOut()
    {
        Assert.False(IsOver, "Tokens were handed out after a revocation.");
        var token = (_session.RotatedAt, _session.RefreshExpiresAt);
        Assert.True(_handedOut.TryAdd(_session.Generation, token) || _handedOut[_session.Generation] == token, "A generation has two successors.");
        return new Answer((int)_session.Generation, Access: true, Cause: null);
    }

    private static DateTimeOffset At(long now) => Start.AddMilliseconds(now);
}
