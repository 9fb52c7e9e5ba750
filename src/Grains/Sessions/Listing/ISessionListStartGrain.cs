using TokenGrains.Grains.Users;
using TokenGrains.Sessions;
using TokenGrains.Tokens;
using TokenGrains.Users;

namespace TokenGrains.Grains.Sessions.Listing;

/// <summary>The side of the session list that only the user grain calls.</summary>
[Alias("tokengrains.ISessionListStartGrain"), GrainInterfaceType("session-list-start")]
internal interface ISessionListStartGrain : IGrainWithStringKey
{
    /// <summary>
    /// Begins a session and puts it at the head of the list; its tokens are handed out only when both are durable. Null, and nothing
    /// has changed, if the user has as many sessions as allowed and none is to make room.
    /// </summary>
    [Alias("Start"), ResponseTimeout(OnceOnlyCalls.ResponseTimeout)]
    Task<TokenPair?> Start(SessionStart start);
}

/// <summary>What a session begins with.</summary>
/// <param name="User">Whose session it is.</param>
/// <param name="Standing">The user's standing.</param>
/// <param name="Claims">What all its tokens carry beyond our own claims, as a JSON object; null for nothing.</param>
/// <param name="Client">Where it was started from; null if that is not known.</param>
/// <param name="Previous">The session that the user started before it; null for the first.</param>
[GenerateSerializer, Immutable, Alias("tokengrains.SessionStart")]
internal sealed record SessionStart(
    [property: Id(0)] UserId User,
    [property: Id(1)] UserStanding Standing,
    [property: Id(2)] string? Claims,
    [property: Id(3)] ClientInfo? Client,
    [property: Id(4)] SessionId? Previous = null)
{
    /// <summary>Without the claims, which may be anything.</summary>
    public override string ToString() => $"{nameof(SessionStart)} of user {User}";
}
