using System.Collections.Immutable;
using TokenGrains.Users;

namespace TokenGrains.Events;

/// <summary>Lists the events that storage holds.</summary>
[Alias("tokengrains.IEventLogGrain"), GrainInterfaceType("event-log")]
public interface IEventLogGrain : IGrainWithStringKey
{
    /// <summary>The newest events that meet the query, newest first.</summary>
    [Alias("Read"), Repeatable]
    Task<ImmutableArray<ListedEvent>> Read(EventQuery query);
}

/// <summary>Which events; what is null does not narrow it down.</summary>
/// <param name="Limit">How many at most, 1 to <see cref="LargestLimit"/>.</param>
/// <param name="User">Of that user.</param>
/// <param name="Kind">Of that kind.</param>
/// <param name="After">At that time or later.</param>
/// <param name="Before">Earlier than that time.</param>
/// <param name="BeforeId">With a smaller id: those that follow a page.</param>
[GenerateSerializer, Immutable, Alias("tokengrains.EventQuery")]
public sealed record EventQuery(
    [property: Id(0)] int Limit,
    [property: Id(1)] UserId? User = null,
    [property: Id(2)] string? Kind = null,
    [property: Id(3)] DateTimeOffset? After = null,
    [property: Id(4)] DateTimeOffset? Before = null,
    [property: Id(5)] long? BeforeId = null)
{
    /// <summary>The most events that one call lists: a page of 100 and one to see whether another page follows.</summary>
    public const int LargestLimit = 101;
}

/// <summary>An event as it is stored. Kind and cause are texts, because a newer silo may know more of them.</summary>
/// <param name="Id">Grows in the order of writing.</param>
/// <param name="At">When it happened (UTC, whole milliseconds).</param>
/// <param name="Kind">The wire name of a <see cref="SecurityEventKind"/>.</param>
/// <param name="User">Whose account; null if it is nobody's.</param>
/// <param name="Session">Which session, where it is about one.</param>
/// <param name="Cause">Why, where a kind has several reasons.</param>
/// <param name="Actor">Whose doing it was, where a token has proved that; a staff user in acts of the admin face.</param>
/// <param name="Address">The IP address that it was asked from.</param>
[GenerateSerializer, Immutable, Alias("tokengrains.ListedEvent")]
public sealed record ListedEvent(
    [property: Id(0)] long Id,
    [property: Id(1)] DateTimeOffset At,
    [property: Id(2)] string Kind,
    [property: Id(3)] UserId? User,
    [property: Id(4)] string? Session,
    [property: Id(5)] string? Cause,
    [property: Id(6)] UserId? Actor = null,
    [property: Id(7)] string? Address = null);
