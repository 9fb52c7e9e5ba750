using Orleans.Concurrency;
using TokenGrains.Grains.Users;
using TokenGrains.Sessions;
using TokenGrains.Users;

namespace TokenGrains.Grains.Sessions;

/// <remarks>As SimpleJWT 6.0 whatever the profile: before it, a user who was deactivated or deleted could go on for ever.</remarks>
[GrainType("sliding-token"), StatelessWorker]
internal sealed class SlidingTokenGrain(TokenIssuer issuer, TimeProvider time) : Grain, ISlidingTokenGrain
{
    public async Task<RenewResult> Renew(SlidingToken presented)
    {
        var standing = presented.User == default(UserId)
            ? UserStanding.Nobody
            : await GrainFactory.UserAccount(presented.User).GetStanding();
        return standing switch
        {
            not { IsActive: true } => new RenewResult.UserInactive(),
            { PasswordFingerprint: { } fingerprint } when fingerprint != presented.PasswordFingerprint => new RenewResult.PasswordChanged(),
            _ when presented.Access?.IsEndedBy(standing.SessionEpoch, standing.SessionsEndedAt) is true => new RenewResult.Ended(),
            _ => new RenewResult.Renewed(await issuer.RenewSliding(presented, standing.SessionEpoch, time.GetUtcNow())),
        };
    }
}
