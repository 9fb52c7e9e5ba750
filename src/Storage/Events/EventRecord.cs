namespace TokenGrains.Storage.Events;

/// <summary>An event as a row. Times are kept in whole milliseconds.</summary>
/// <param name="At">When it happened (UTC).</param>
/// <param name="Kind">What, a text of a closed set.</param>
/// <param name="User">Whose account; null if it is nobody's.</param>
/// <param name="Session">Which session, where it is about one.</param>
/// <param name="Cause">Why, a text of a closed set.</param>
/// <param name="Actor">The user whose doing it was, where one has proved to be that.</param>
/// <param name="Address">The IP address that it was asked from.</param>
public sealed record EventRecord(
    DateTimeOffset At, string Kind, long? User, string? Session, string? Cause, long? Actor = null, string? Address = null);

/// <summary>A stored event. Ids grow in the order of writing and are never used again.</summary>
public sealed record StoredEvent(long Id, EventRecord Event);

/// <summary>Which events; what is null does not narrow it down.</summary>
/// <param name="Limit">How many at most.</param>
/// <param name="User">Of that user.</param>
/// <param name="Kind">Of that kind.</param>
/// <param name="After">At that time or later.</param>
/// <param name="Before">Earlier than that time.</param>
/// <param name="BeforeId">With a smaller id.</param>
public sealed record EventFilter(
    int Limit, long? User = null, string? Kind = null, DateTimeOffset? After = null, DateTimeOffset? Before = null, long? BeforeId = null);
