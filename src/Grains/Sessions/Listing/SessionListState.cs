using TokenGrains.Sessions;

namespace TokenGrains.Grains.Sessions.Listing;

/// <summary>What is stored of a user's sessions, under the state name <c>session-list</c>: where the list begins. Each session names the one before it.</summary>
[GenerateSerializer, Immutable, Alias("tokengrains.SessionListState")]
internal sealed record SessionListState
{
    /// <summary>The session that was started last.</summary>
    [Id(0)]
    public required SessionId Latest { get; init; }
}
