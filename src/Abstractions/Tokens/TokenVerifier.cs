using System.Buffers;
using System.Text;
using TokenGrains.Sessions;
using TokenGrains.Users;

namespace TokenGrains.Tokens;

/// <summary>Judges JWTs locally: no grain call, no storage, no network.</summary>
/// <remarks>
/// A token is refused unless it is what we, or the Django site whose key we were given, would have written: one algorithm,
/// keys from our own ring or configuration only (RFC 8725 sections 3.1 and 3.10), strict base64url, plain JSON.
/// </remarks>
public sealed class TokenVerifier(SimpleJwtOptions options, TimeProvider time)
{
    // 9999-12-31T23:59:59Z, the end of DateTimeOffset.
    private const double LatestTime = 253_402_300_799;

    private static readonly VerifiedToken Nothing = new();

    /// <summary>As <see cref="Verify(string, JwtKeys, out VerifiedToken)"/>, and the token must be of <paramref name="type"/>.</summary>
    public TokenRejection Verify(string text, JwtKeys keys, string type, out VerifiedToken token)
    {
        var rejection = Verify(text, keys, out token);
        if (rejection is not TokenRejection.None)
            return rejection;

        // With TOKEN_TYPE_CLAIM off, SimpleJWT would take a refresh token for an access token; so it cannot be switched off.
        return token switch
        {
            { Type: null } => TokenRejection.NoType,
            _ when token.Type != type => TokenRejection.WrongType,
            { UserClaim: null } when type is TokenTypes.Access => TokenRejection.NoUser,
            _ => TokenRejection.None,
        };
    }

    /// <summary>Checks signature, times, issuer, audience, and that <c>exp</c> and <c>jti</c> are there; of any type.</summary>
    public TokenRejection Verify(string text, JwtKeys keys, out VerifiedToken token)
    {
        token = Nothing;
        var payload = Open(text, keys, out var json, out var isShared);
        if (payload is null || !ComesFromUs(payload))
            return TokenRejection.Invalid;

        var rejection = Judge(payload);
        if (rejection is TokenRejection.None)
            token = Describe(payload, json, isShared);
        return rejection;
    }

    /// <summary>Whether a token of that <c>exp</c> is over now.</summary>
    public bool IsOver(DateTimeOffset expiresAt) => expiresAt <= time.GetUtcNow() - options.Leeway;

    /// <summary>Whether the <c>refresh_exp</c> of a sliding token still allows a refresh now.</summary>
    public bool MayRefresh(DateTimeOffset refreshExpiresAt) => refreshExpiresAt > time.GetUtcNow() - options.Leeway;

    private JwtPayload? Open(string text, JwtKeys keys, out string json, out bool isShared)
    {
        (json, isShared) = ("", false);
        if (!CompactJws.TrySplit(text, out var headerText, out var payloadText, out var signatureText))
            return null;

        var buffer = ArrayPool<byte>.Shared.Rent(text.Length);
        try
        {
            if (!StrictBase64Url.TryDecode(headerText, buffer, out var length)
                || !JwtHeader.TryRead(buffer.AsSpan(0, length), out var header)
                || !keys.TryFind(header.KeyId, header.Algorithm, out var key)
                || !SignatureHolds(key, text.AsSpan(0, headerText.Length + 1 + payloadText.Length), signatureText, buffer)
                || !StrictBase64Url.TryDecode(payloadText, buffer, out length))
            {
                return null;
            }

            var payload = JwtPayload.Read(buffer.AsSpan(0, length), options);
            if (payload is null || !MayHaveType(header.Type, payload, key))
                return null;

            json = Encoding.UTF8.GetString(buffer, 0, length);
            isShared = key.IsShared;
            return payload;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static bool SignatureHolds(JwsKey key, ReadOnlySpan<char> signed, ReadOnlySpan<char> signatureText, Span<byte> buffer)
    {
        Span<byte> signature = stackalloc byte[key.SignatureLength];
        if (!StrictBase64Url.TryDecode(signatureText, signature, out var length) || length != key.SignatureLength)
            return false;

        // Strict base64url decoded both parts, or will: what is not ASCII never verifies.
        return Encoding.ASCII.TryGetBytes(signed, buffer, out var written) && key.Verify(buffer[..written], signature);
    }

    /// <summary>
    /// RFC 9068 section 4: an access token of ours says so in its header, and nothing else does (RFC 8725 section 3.11). Under
    /// a key that others sign with too the header may say anything, as in Django.
    /// </summary>
    private static bool MayHaveType(string? type, JwtPayload payload, JwsKey key) =>
        key.IsShared || type == (payload.Type is TokenTypes.Access ? JwtTypes.AccessToken : JwtTypes.Jwt);

    private bool ComesFromUs(JwtPayload payload) =>
        (options.Issuer is null || payload.Issuer == options.Issuer)
        && (options.Audience.Count == 0 || (payload.Audience?.Any(options.Audience.Contains) ?? false))
        && payload.ExpiresAt is null or (>= 0 and <= LatestTime)
        && payload.IssuedAt is null or (>= 0 and <= LatestTime);

    private TokenRejection Judge(JwtPayload payload)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds() / 1000d;
        var leeway = options.Leeway.TotalSeconds;
        return payload switch
        {
            { NotBefore: { } notBefore } when Math.Truncate(notBefore) > now + leeway => TokenRejection.Invalid,
            { IssuedAt: { } issuedAt } when issuedAt > now + leeway => TokenRejection.Invalid,
            { ExpiresAt: { } expiresAt } when Math.Truncate(expiresAt) <= now - leeway => TokenRejection.Expired,
            { ExpiresAt: null } => TokenRejection.NoExpiry,
            { Id: null } => TokenRejection.NoId,
            _ => TokenRejection.None,
        };
    }

    private VerifiedToken Describe(JwtPayload payload, string json, bool mayBeOfDjango) => new()
    {
        Type = payload.Type,
        Id = payload.Id,
        User = UserId.TryParse(options.NamesUsersById ? payload.User?.Text : payload.OwnUser, out var user) ? user : null,
        UserClaim = payload.User,
        Name = payload.Name,
        Session = SessionId.TryParse(payload.Session, out var session) ? session : null,
        SessionEpoch = payload.SessionEpoch is { } epoch and >= 0 and <= uint.MaxValue ? (uint)epoch : null,
        PasswordFingerprint = payload.PasswordFingerprint,
        IssuedAt = FromSeconds(payload.IssuedAt),
        ExpiresAt = FromSeconds(payload.ExpiresAt),
        RefreshExpiresAt = FromSeconds(payload.RefreshExpiresAt),
        MayBeOfDjango = mayBeOfDjango,
        Payload = json,
    };

    private static DateTimeOffset? FromSeconds(double? seconds) =>
        seconds is { } value and >= 0 and <= LatestTime ? DateTimeOffset.FromUnixTimeSeconds((long)value) : null;
}
