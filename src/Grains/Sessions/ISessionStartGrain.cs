using TokenGrains.Grains.Users;
using TokenGrains.Tokens;
using TokenGrains.Users;

namespace TokenGrains.Grains.Sessions;

/// <summary>The side of the session grain that only the user grain calls: a host cannot start a session without a password.</summary>
[Alias("tokengrains.ISessionStartGrain"), GrainInterfaceType("session-start")]
internal interface ISessionStartGrain : IGrainWithStringKey
{
    /// <summary>Begins the session and returns its first pair. The id must be new.</summary>
    /// <param name="user">Whose session it is.</param>
    /// <param name="standing">The user's standing.</param>
    /// <param name="claims">What all its tokens carry beyond our own claims, as a JSON object; null for nothing.</param>
    [Alias("Start"), ResponseTimeout(OnceOnlyCalls.ResponseTimeout)]
    Task<TokenPair> Start(UserId user, UserStanding standing, string? claims);
}
