using System.Collections.Immutable;
using TokenGrains.Sessions;

namespace TokenGrains.Grains.Sessions.Listing;

/// <summary>What is stored of a user's sessions, under the state name <c>session-list</c>: where the list begins. Each session names the one before it.</summary>
[GenerateSerializer, Immutable, Alias("tokengrains.SessionListState")]
internal sealed record SessionListState
{
    /// <summary>The session that was started last.</summary>
    [Id(0)]
    public required SessionId Latest { get; init; }

    /// <summary>
    /// The sessions that may still live, the oldest first, as many as a user may have at most; null if there was no maximum when the
    /// last one began, so that the chain alone knows.
    /// </summary>
    [Id(1)]
    public ImmutableArray<SessionId>? Counted { get; init; }
}
