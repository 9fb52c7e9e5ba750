using System.Text.Json.Serialization;
using TokenGrains.Tokens;
using TokenGrains.Users;

namespace TokenGrains.ApiHost.Account;

/// <summary>An opaque token to be made.</summary>
[JsonNumberHandling(JsonNumberHandling.Strict)]
internal sealed record NewTokenRequest
{
    public required string Name { get; init; }

    /// <summary>In seconds; no end unless given.</summary>
    public long? ExpiresIn { get; init; }

    /// <summary>Scope-tokens (RFC 6749 section 3.3); everything unless given.</summary>
    public IReadOnlyList<string?>? Scopes { get; init; }
}

/// <summary>A new secret for an opaque token.</summary>
[JsonNumberHandling(JsonNumberHandling.Strict)]
internal sealed record RotateTokenRequest
{
    /// <summary>How long the old secret works still, in seconds; an hour unless given.</summary>
    public long? OverlapSeconds { get; init; }
}

/// <summary>An opaque token, without its secret.</summary>
internal sealed record AccountTokenResponse(
    string Id,
    string Name,
    IReadOnlyList<string>? Scopes,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? LastUsedAt,
    string? ReplacedBy)
{
    public static AccountTokenResponse From(TokenDescription token) => new(
        token.Id.ToString(), token.Name, WordsOf(token.Scope), token.CreatedAt, token.ExpiresAt, token.LastUsedAt, token.ReplacedBy?.ToString());

    /// <summary>Null and not an empty list for everything, as in a request.</summary>
    public static IReadOnlyList<string>? WordsOf(TokenScope scope) => scope.IsFull ? null : scope.Words;
}

/// <summary>An opaque token that was just made: the one answer that has its secret.</summary>
internal sealed record MadeTokenResponse(
    string Id, string Name, IReadOnlyList<string>? Scopes, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, string Token)
{
    public static MadeTokenResponse From(TokenDescription token, GrantedToken secret) => new(
        token.Id.ToString(), token.Name, AccountTokenResponse.WordsOf(token.Scope), token.CreatedAt, token.ExpiresAt, secret.Text);

    /// <summary>Without the token, which must not reach a log.</summary>
    public override string ToString() => nameof(MadeTokenResponse);
}
