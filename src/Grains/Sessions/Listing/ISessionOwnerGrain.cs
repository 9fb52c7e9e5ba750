using Orleans.Concurrency;
using TokenGrains.Grains.Users;
using TokenGrains.Sessions;
using TokenGrains.Users;

namespace TokenGrains.Grains.Sessions.Listing;

/// <summary>The side of the session grain that its user's own grains see. What is another user's looks like what is not there.</summary>
[Alias("tokengrains.ISessionOwnerGrain"), GrainInterfaceType("session-owner")]
internal interface ISessionOwnerGrain : IGrainWithStringKey
{
    /// <summary>What the session looks like to <paramref name="owner"/>; null if it is not there or another's.</summary>
    [AlwaysInterleave, Repeatable, Alias("Describe")]
    Task<SessionDescription?> Describe(UserId owner, UserStanding? standing);

    /// <summary>Lets a session that has lived up to now outlast the end of all others.</summary>
    /// <param name="owner">Whose it must be.</param>
    /// <param name="from">The epoch that it must be of.</param>
    /// <param name="to">The user's epoch now.</param>
    [Alias("Outlast")]
    Task Outlast(UserId owner, uint from, uint to);

    /// <summary>Ends the session, so that a later one may take its place.</summary>
    [Repeatable, Alias("Displace")]
    Task Displace(UserId owner);
}
