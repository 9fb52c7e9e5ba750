using System.Text.Json.Serialization;

namespace TokenGrains.Client;

/// <summary>A piece of the revocation feed, as <c>GET /revocations</c> gives it.</summary>
internal sealed record FeedPage(
    [property: JsonPropertyName("cursor"), JsonRequired] string Cursor,
    [property: JsonPropertyName("has_more"), JsonRequired] bool HasMore,
    [property: JsonPropertyName("age"), JsonRequired] double Age,
    [property: JsonPropertyName("retention"), JsonRequired] long Retention,
    [property: JsonPropertyName("revocations"), JsonRequired] IReadOnlyList<FeedEntry> Revocations);

/// <summary>One entry: a session, or a user with what holds for all tokens of that user.</summary>
internal sealed record FeedEntry(
    [property: JsonPropertyName("session")] string? Session,
    [property: JsonPropertyName("user")] string? User,
    [property: JsonPropertyName("session_epoch")] uint SessionEpoch,
    [property: JsonPropertyName("is_active")] bool IsActive);

[JsonSerializable(typeof(FeedPage))]
internal sealed partial class FeedJson : JsonSerializerContext;
