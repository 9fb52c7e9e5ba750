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

    /// <summary>The user, from a number or its decimal text; null if absent, not an id of ours, or another field than the id.</summary>
    public UserId? User { get; init; }

    /// <summary>The user claim as it stands; null if absent.</summary>
    public UserClaim? UserClaim { get; init; }

    /// <summary>The session; null in a token that Django made.</summary>
    public SessionId? Session { get; init; }

    /// <summary>The user's session epoch when the session began; null if absent, which in a token of ours means 0.</summary>
    public uint? SessionEpoch { get; init; }

    /// <summary>The user's name when the token was made; null in refresh tokens and in tokens that Django made.</summary>
    public string? Name { get; init; }

    /// <summary>The <c>REVOKE_TOKEN_CLAIM</c>; null if absent.</summary>
    public string? PasswordFingerprint { get; init; }

    /// <summary>The <c>iat</c>, in whole seconds; null if absent.</summary>
    public DateTimeOffset? IssuedAt { get; init; }

    /// <summary>The <c>exp</c>, in whole seconds; null if absent.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Until when a sliding token can be refreshed, in whole seconds; null if absent.</summary>
    public DateTimeOffset? RefreshExpiresAt { get; init; }

    /// <summary>True if it was signed with a key that others sign with too, so that Django may have made it.</summary>
    public bool MayBeOfDjango { get; init; }

    /// <summary>All claims, as one JSON object.</summary>
    public string Payload { get; init; } = "{}";

    /// <summary>The type only: claims may be anything, and logs are read by many.</summary>
    public override string ToString() => $"{nameof(VerifiedToken)} of type {Type}";
}
