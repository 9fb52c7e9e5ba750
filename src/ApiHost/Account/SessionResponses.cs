using System.Collections.Immutable;
using System.Text.Json;
using TokenGrains.Sessions;

namespace TokenGrains.ApiHost.Account;

/// <summary>Some of the caller's sessions, the latest first.</summary>
/// <param name="Sessions">The sessions.</param>
/// <param name="Next">What to give as <c>before</c> for the next page; null on the last.</param>
internal sealed record SessionPage(IReadOnlyList<SessionResponse> Sessions, string? Next)
{
    public static SessionPage From(ImmutableArray<SessionDescription> page, SessionId? current) => new(
        [.. page.Select(session => SessionResponse.From(session, current))],
        page.Length == ISessionListGrain.LargestPage && page[^1].Previous is not null ? page[^1].Session.Value : null);
}

/// <summary>One session.</summary>
internal sealed record SessionResponse(
    string Id, DateTimeOffset Created, DateTimeOffset LastRefreshed, string? Address, string? UserAgent, bool Current, DateTimeOffset? Ended, string? EndCause)
{
    public static SessionResponse From(SessionDescription session, SessionId? current) => new(
        session.Session.Value,
        session.StartedAt,
        session.RefreshedAt,
        session.Client?.Address,
        session.Client?.UserAgent,
        session.Session == current,
        session.EndedAt,
        session.EndCause is { } cause ? JsonNamingPolicy.SnakeCaseLower.ConvertName(cause.ToString()) : null);
}
