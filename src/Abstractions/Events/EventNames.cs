using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace TokenGrains.Events;

/// <summary>The texts of kinds and causes: the members of closed enumerations in snake_case, such as <c>refresh_token_reused</c>.</summary>
public static class EventNames
{
    private static readonly FrozenDictionary<string, SecurityEventKind> Kinds =
        Enum.GetValues<SecurityEventKind>().ToFrozenDictionary(Of, StringComparer.Ordinal);

    /// <summary>The name of a member. A cause may come from any enumeration, but only from one: nothing that a person wrote becomes a text of an event.</summary>
    public static string Of<TEnum>(TEnum member)
        where TEnum : struct, Enum => Cache<TEnum>.Names[member];

    /// <summary>Reads the name of a kind; false if there is none of that name.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out SecurityEventKind kind)
    {
        kind = default;
        return text is not null && Kinds.TryGetValue(text, out kind);
    }

    private static class Cache<TEnum>
        where TEnum : struct, Enum
    {
        public static readonly FrozenDictionary<TEnum, string> Names = Enum.GetValues<TEnum>()
            .ToFrozenDictionary(member => member, member => JsonNamingPolicy.SnakeCaseLower.ConvertName(member.ToString()));
    }
}
