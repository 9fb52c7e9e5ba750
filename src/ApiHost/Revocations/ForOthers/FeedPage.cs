using System.Text.Json.Serialization;
using TokenGrains.Revocations;

namespace TokenGrains.ApiHost.Revocations.ForOthers;

/// <summary>A piece of the revocation feed, as other services get it.</summary>
/// <param name="Cursor">What to ask for next.</param>
/// <param name="HasMore">Whether there is more already.</param>
/// <param name="Age">How old the knowledge of this host is, in seconds: who relies on it must add that.</param>
/// <param name="Retention">How long an entry matters after it was received, in seconds.</param>
/// <param name="Revocations">The entries.</param>
internal sealed record FeedPage(
    [property: JsonPropertyName("cursor")] string Cursor,
    [property: JsonPropertyName("has_more")] bool HasMore,
    [property: JsonPropertyName("age")] double Age,
    [property: JsonPropertyName("retention")] long Retention,
    [property: JsonPropertyName("revocations")] IReadOnlyList<FeedEntry> Revocations);

/// <summary>One entry: a session that has ended, or what holds for all tokens of a user from now on.</summary>
/// <param name="Session">The <c>sid</c> of the tokens that are over.</param>
/// <param name="User">The <c>sub</c> of the tokens that the rest is about.</param>
/// <param name="SessionEpoch">Tokens with a smaller <c>session_epoch</c> are over; a token without that claim has 0.</param>
/// <param name="IsActive">If false, all tokens of the user are over for as long as no later entry says otherwise.</param>
/// <param name="At">When it was written (UTC).</param>
internal sealed record FeedEntry(
    [property: JsonPropertyName("session"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Session,
    [property: JsonPropertyName("user"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? User,
    [property: JsonPropertyName("session_epoch"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] uint? SessionEpoch,
    [property: JsonPropertyName("is_active"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? IsActive,
    [property: JsonPropertyName("at")] DateTimeOffset At)
{
    public static FeedEntry From(Revocation revocation) => revocation switch
    {
        Revocation.SessionEnded ended => new FeedEntry(ended.Session.Value, User: null, SessionEpoch: null, IsActive: null, ended.At),
        Revocation.UserChanged changed => new FeedEntry(Session: null, changed.User.ToString(), changed.SessionEpoch, changed.IsActive, changed.At),
        var unmapped => throw new System.Diagnostics.UnreachableException(unmapped.GetType().Name),
    };
}

[JsonSerializable(typeof(FeedPage))]
internal sealed partial class FeedJson : JsonSerializerContext;
