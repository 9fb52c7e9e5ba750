using System.Collections.Immutable;
using System.Text.Json.Serialization;
using TokenGrains.Events;

namespace TokenGrains.ApiHost.Events;

/// <summary>Events, newest first.</summary>
/// <param name="Events">At most <see cref="Size"/>.</param>
/// <param name="Next">What to give as <c>page</c> for those before them; null if there are none.</param>
internal sealed record EventPage(IReadOnlyList<EventResponse> Events, string? Next)
{
    /// <summary>The most events of one page.</summary>
    public const int Size = 100;

    /// <summary>The page of a list that was asked for one event more than a page has.</summary>
    public static EventPage From(ImmutableArray<ListedEvent> listed)
    {
        var events = listed.Take(Size).Select(EventResponse.From).ToList();
        return new EventPage(events, listed.Length > Size ? events[^1].Id : null);
    }
}

/// <summary>An event. The id is a text: it may grow beyond what a client's numbers hold exactly.</summary>
internal sealed record EventResponse(string Id, DateTimeOffset At, string Kind, long? User, string? Session, string? Cause, long? Actor, string? Address)
{
    public static EventResponse From(ListedEvent listed) => new(
        listed.Id.ToString(System.Globalization.CultureInfo.InvariantCulture), listed.At, listed.Kind, listed.User?.Value, listed.Session, listed.Cause, listed.Actor?.Value, listed.Address);
}

/// <summary>How events are written: in snake_case, with nulls.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(EventPage))]
internal sealed partial class EventJson : JsonSerializerContext;
