using System.Collections.Immutable;
using Orleans.Concurrency;

namespace TokenGrains.Sessions;

/// <summary>Knows which sessions a user has. Its key is the user id.</summary>
[Alias("tokengrains.ISessionListGrain"), GrainInterfaceType("session-list")]
public interface ISessionListGrain : IGrainWithStringKey
{
    /// <summary>How many sessions a page has at most.</summary>
    const int LargestPage = 100;

    /// <summary>
    /// The sessions that were started before <paramref name="before"/>, the latest first, ended ones too as long as storage keeps them:
    /// one page. Empty if that session is not the user's.
    /// </summary>
    /// <param name="before">The last session of the page before; null for the first page.</param>
    [AlwaysInterleave, Repeatable, Alias("List")]
    Task<ImmutableArray<SessionDescription>> List(SessionId? before);
}
