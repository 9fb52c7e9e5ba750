using System.Globalization;
using TokenGrains.Events;
using TokenGrains.Users;

namespace TokenGrains.ApiHost.Events;

/// <summary>Reads the filters of a list out of a query string.</summary>
internal static class EventQueries
{
    private const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;

    // RFC 3339, and a date alone for its first moment. Nothing that depends on a culture.
    private static readonly string[] Times = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd"];

    /// <summary>Which parameters a list takes.</summary>
    public static readonly IReadOnlySet<string> OfOwn = new HashSet<string>(StringComparer.Ordinal) { "kind", "after", "before", "page" };

    public static readonly IReadOnlySet<string> OfAll = new HashSet<string>(OfOwn, StringComparer.Ordinal) { "user" };

    /// <summary>The query; null if a filter cannot be read, and then what is wrong stands in <paramref name="errors"/> by its name.</summary>
    public static EventQuery? Read(IQueryCollection parameters, IReadOnlySet<string> allowed, out Dictionary<string, string[]> errors)
    {
        var query = new EventQuery(EventPage.Size + 1);
        errors = [];
        foreach (var (name, values) in parameters)
        {
            if (!allowed.Contains(name))
                errors[name] = ["There is no such filter."];
            else if (values is not [{ } text])
                errors[name] = ["Give it once."];
            else if (With(query, name, text) is { } narrowed)
                query = narrowed;
            else
                errors[name] = [Hint(name)];
        }

        return errors.Count == 0 ? query : null;
    }

    private static EventQuery? With(EventQuery query, string name, string text) => name switch
    {
        "user" => UserId.TryParse(text, out var user) ? query with { User = user } : null,
        "kind" => EventNames.TryParse(text, out _) ? query with { Kind = text } : null,
        "after" => TryParseTime(text, out var after) ? query with { After = after } : null,
        "before" => TryParseTime(text, out var before) ? query with { Before = before } : null,
        _ => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? query with { BeforeId = id } : null,
    };

    private static string Hint(string name) => name switch
    {
        "user" => "Give the id of a user.",
        "kind" => $"Give one of {string.Join(", ", Enum.GetValues<SecurityEventKind>().Select(EventNames.Of))}.",
        "page" => "Give the \"next\" of a page.",
        _ => "Give a date, or a time as in RFC 3339: 2026-03-01T12:00:00Z.",
    };

    private static bool TryParseTime(string text, out DateTimeOffset time) =>
        DateTimeOffset.TryParseExact(text, Times, CultureInfo.InvariantCulture, Utc, out time);
}
