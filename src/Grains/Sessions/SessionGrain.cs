using System.Diagnostics;
using TokenGrains.Events;
using TokenGrains.Grains.Diagnostics;
using TokenGrains.Grains.Events;
using TokenGrains.Grains.Importing;
using TokenGrains.Grains.Sessions.Listing;
using TokenGrains.Grains.Users;
using TokenGrains.Revocations;
using TokenGrains.Sessions;
using TokenGrains.Tokens;
using TokenGrains.Users;

namespace TokenGrains.Grains.Sessions;

[GrainType("session")]
internal sealed partial class SessionGrain : Grain, ISessionGrain, ISessionStartGrain, ISessionImportGrain, ISessionOwnerGrain
{
    private readonly Durable<SessionState> _session;
    private readonly SessionId _id;
    private readonly SessionRules _rules;
    private readonly TokenIssuer _issuer;
    private readonly TimeProvider _time;
    private readonly TokenInstruments _instruments;
    private readonly SecurityEvents _events;
    private readonly ILogger<SessionGrain> _logger;

    // The pair of the present generation, so that a repetition gets even the randomised signature of its access token again,
    // as long as that lives.
    private (uint Generation, DateTimeOffset AccessEnd, TokenPair Tokens)? _issued;

    public SessionGrain(
        [PersistentState("session")] IPersistentState<SessionState> storage,
        IGrainContext context,
        IOptions<SessionOptions> sessions,
        IOptions<SimpleJwtOptions> jwt,
        TokenIssuer issuer,
        TimeProvider time,
        TokenInstruments instruments,
        SecurityEvents events,
        ILogger<SessionGrain> logger)
    {
        _session = new Durable<SessionState>(storage, context);
        _id = SessionId.TryParse(this.GetPrimaryKeyString().AsSpan(GrainFactoryExtensions.SessionPrefix.Length), out var id)
            ? id
            : throw new ArgumentException("The key of a session grain must come from GrainFactoryExtensions.");
        _rules = SessionRules.From(sessions.Value, jwt.Value);
        _issuer = issuer;
        _time = time;
        _instruments = instruments;
        _events = events;
        _logger = logger;
    }

    public async Task<TokenPair> Start(SessionStart start)
    {
        if (_session.Current is not null)
            throw new InvalidOperationException("A session cannot be started twice.");

        var now = _time.GetUtcNow();
        var session = SessionState.Begin(start.User, start.Standing.SessionEpoch, now, _rules, start.Claims) with
        {
            Client = start.Client,
            Previous = start.Previous,
        };
        await _session.Write(session);
        LogStarted(_logger, _id, start.User);
        var recorded = _events.Record(SecurityEventKind.SignedIn, start.User, _id, client: start.Client);
        var tokens = await IssuePair(session, start.Standing.Name, now);
        await recorded;
        return tokens;
    }

    public async Task<RotateResult> Rotate(RefreshToken presented, ClientInfo? client)
    {
        var standing = presented.User == default ? UserStanding.Nobody : await GrainFactory.UserAccount(presented.User).GetStanding();
        var now = _time.GetUtcNow();
        var decision = RefreshRotation.Decide(_session.Current, standing, presented, now, _rules);
        var result = await Carry(decision, standing, client, now);
        _instruments.OnRefreshed(decision);
        var cause = RefreshCauses.Of(decision);
        LogRefreshed(_logger, _id, presented.Generation, cause);
        if (result is RotateResult.Refused refused)
            await _events.Record(KindOf(refused.Cause), presented.User, _id, cause, client);
        return result;
    }

    public async Task<RevokeResult> Revoke(RefreshToken presented)
    {
        var now = _time.GetUtcNow();
        switch (DecideForItself(presented, now))
        {
            case RotationDecision.Refuse { Cause: RefusalCause.Unknown }:
                ForgetIfUnwritten();
                return RevokeResult.Unknown;

            case RotationDecision.Refuse:
                return RevokeResult.AlreadyOver;

            case RotationDecision.Revoke revoke:
                await End(revoke.Next);
                return RevokeResult.AlreadyOver;

            default:
                var session = _session.Current ?? SessionState.Adopt(presented, epoch: 0, now, _rules);
                await End(session.Revoke(RevocationCause.SignedOut, now));
                return RevokeResult.Revoked;
        }
    }

    public Task<bool> IsLive(RefreshToken presented)
    {
        ForgetIfUnwritten();
        return Task.FromResult(DecideForItself(presented, _time.GetUtcNow()) is not (RotationDecision.Refuse or RotationDecision.Revoke));
    }

    public async Task<bool> Admits(AccessToken presented)
    {
        ForgetIfUnwritten();

        // A session without a row was never ended: with rotation off, one that Django began is not even written.
        return _session.Current is not { Revoked: not null }
            && (presented.User == default || await GrainFactory.User(presented.User).Admits(presented));
    }

    private async Task<RotateResult> Carry(RotationDecision decision, UserStanding? standing, ClientInfo? client, DateTimeOffset now)
    {
        switch (decision)
        {
            case RotationDecision.Spend spend:
                await _session.Write(spend.Next with { Client = client ?? spend.Next.Client });
                return new RotateResult.Rotated(await IssuePair(spend.Next, standing!.Name, now));

            case RotationDecision.Repeat:
                return new RotateResult.Rotated(await IssuePair(_session.Current!, standing!.Name, now));

            case RotationDecision.Keep keep:
                ForgetIfUnwritten();
                return new RotateResult.Rotated(await _issuer.IssueAccess(_id, keep.Session, standing!.Name, now));

            case RotationDecision.Revoke revoke:
                await End(revoke.Next);
                return new RotateResult.Refused(revoke.Cause);

            case RotationDecision.Refuse refuse:
                ForgetIfUnwritten();
                return new RotateResult.Refused(refuse.Cause);

            default:
                throw new UnreachableException(decision.GetType().Name);
        }
    }

    /// <summary>The rule without a look at the user: ending a session must not depend on whether its user is still there.</summary>
    private RotationDecision DecideForItself(RefreshToken presented, DateTimeOffset now)
    {
        var standing = UserStanding.Nobody with { SessionEpoch = _session.Current?.Epoch ?? 0 };
        return RefreshRotation.Decide(_session.Current, standing, presented, now, _rules);
    }

    // A session that storage does not know must not stay in memory: anybody may name one, and a token of Django often has none.
    private void ForgetIfUnwritten()
    {
        if (_session.Current is null)
            DeactivateOnIdle();
    }

    private async Task End(SessionState next)
    {
        // The feed first: a crash in between must not leave a session that has ended and whose access tokens live.
        await GrainFactory.Announce(RevocationShards.Of(next.User, _id), new Revocation.SessionEnded(_id, next.RevokedAt!.Value));
        await WriteEnd(next);
        await _events.Record(SecurityEventKind.SessionRevoked, next.User, _id, EventNames.Of(next.Revoked!.Value));
    }

    private static SecurityEventKind KindOf(RefusalCause cause) =>
        cause is RefusalCause.Reused ? SecurityEventKind.RefreshTokenReused : SecurityEventKind.RefreshRefused;

    private async Task WriteEnd(SessionState next)
    {
        await _session.Write(next);
        _instruments.OnRevoked(next.Revoked!.Value);
        var cause = EventNames.Of(next.Revoked.Value);
        LogRevoked(_logger, _id, next.User, cause);
    }

    private async Task<TokenPair> IssuePair(SessionState session, Username name, DateTimeOffset now)
    {
        if (_issued is not { } issued || issued.Generation != session.Generation || now >= issued.AccessEnd)
        {
            var (tokens, accessEnd) = await _issuer.IssuePair(_id, session, name, now);
            _issued = issued = (session.Generation, accessEnd, tokens);
        }

        return issued.Tokens;
    }
}
