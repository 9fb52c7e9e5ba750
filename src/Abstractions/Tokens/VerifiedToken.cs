using TokenGrains.Sessions;
using TokenGrains.Users;

namespace TokenGrains.Tokens;

/// <summary>What a JWT says whose signature, times, issuer and audience hold.</summary>
public sealed record VerifiedToken
{
    /// <summary>The token type: <c>access</c>, <c>refresh</c> or another text; null if the claim is absent.</summary>
    public string? Type { get; init; }

    /// <summary>The <c>jti</c>; null if absent.</summary>
    public string? Id { get; init; }

    /// <summary>The user, from a number or its decimal text; null if absent or not an id of ours.</summary>
    public UserId? User { get; init; }

    /// <summary>The session; null in a token that Django made.</summary>
    public SessionId? Session { get; init; }

    /// <summary>The user's name when the token was made; null in refresh tokens and in tokens that Django made.</summary>
    public string? Name { get; init; }

    /// <summary>The <c>iat</c>, in whole seconds; null if absent.</summary>
    public DateTimeOffset? IssuedAt { get; init; }

    /// <summary>The <c>exp</c>, in whole seconds; null if absent.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}
