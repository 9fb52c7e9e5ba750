using Orleans.Concurrency;
using TokenGrains.Events;
using TokenGrains.Grains.Events;
using TokenGrains.Grains.Users;
using TokenGrains.Sessions;
using TokenGrains.Users;

namespace TokenGrains.Grains.Sessions;

/// <remarks>As SimpleJWT 6.0 whatever the profile: before it, a user who was deactivated or deleted could go on for ever.</remarks>
[GrainType("sliding-token"), StatelessWorker]
internal sealed class SlidingTokenGrain(TokenIssuer issuer, SecurityEvents events, TimeProvider time) : Grain, ISlidingTokenGrain
{
    public async Task<RenewResult> Renew(SlidingToken presented)
    {
        var standing = presented.User == default(UserId)
            ? UserStanding.Nobody
            : await GrainFactory.UserAccount(presented.User).GetStanding();
        RenewResult result = standing switch
        {
            not { IsActive: true } => new RenewResult.UserInactive(),
            { PasswordFingerprint: { } fingerprint } when fingerprint != presented.PasswordFingerprint => new RenewResult.PasswordChanged(),
            _ when presented.Access?.IsEndedBy(standing.SessionEpoch, standing.SessionsEndedAt) is true => new RenewResult.Ended(),
            _ => new RenewResult.Renewed(await issuer.RenewSliding(presented, standing.SessionEpoch, time.GetUtcNow())),
        };
        if (FindCause(result) is { } cause)
            await events.Record(SecurityEventKind.RefreshRefused, presented.User, cause: EventNames.Of(cause));
        return result;
    }

    private static EventCause? FindCause(RenewResult result) => result switch
    {
        RenewResult.UserInactive => EventCause.UserInactive,
        RenewResult.PasswordChanged => EventCause.PasswordChanged,
        RenewResult.Ended => EventCause.Epoch,
        _ => null,
    };
}
