using TokenGrains.Grains.Sessions.Listing;
using TokenGrains.Tokens;

namespace TokenGrains.Grains.Sessions;

/// <summary>The side of the session grain that only the list of its user's sessions calls: a host cannot start a session without a password.</summary>
[Alias("tokengrains.ISessionStartGrain"), GrainInterfaceType("session-start")]
internal interface ISessionStartGrain : IGrainWithStringKey
{
    /// <summary>Begins the session and returns its first pair. The id must be new.</summary>
    [Alias("StartListed"), ResponseTimeout(OnceOnlyCalls.ResponseTimeout)]
    Task<TokenPair> Start(SessionStart start);
}
