using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TokenGrains.Sessions;
using TokenGrains.Users;

namespace TokenGrains.Tokens;

/// <summary>A refresh token as it is presented, after its MAC and times were checked.</summary>
/// <param name="Session">The session that it moves forward.</param>
/// <param name="Generation">How many rotations came before it, from 0.</param>
/// <param name="User">Whose session it claims to be; the default value where a token of Django names nobody.</param>
/// <param name="IssuedAt">When it was made, in whole seconds.</param>
/// <param name="ExpiresAt">When it ends, in whole seconds; exclusive.</param>
/// <param name="IsAdopted">True for a token that Django made: its session begins with its first use here.</param>
/// <param name="Claims">What else it carries into the tokens that follow it, as a JSON object; null for nothing. Of tokens of Django only.</param>
/// <param name="PasswordFingerprint">Its <c>REVOKE_TOKEN_CLAIM</c>; null if it has none.</param>
/// <param name="IdempotencyKey">The key of the request that presents it; null if that has none.</param>
[GenerateSerializer, Immutable, Alias("tokengrains.RefreshToken")]
public sealed record RefreshToken(
    [property: Id(0)] SessionId Session,
    [property: Id(1)] uint Generation,
    [property: Id(2)] UserId User,
    [property: Id(3)] DateTimeOffset IssuedAt,
    [property: Id(4)] DateTimeOffset ExpiresAt,
    [property: Id(5)] bool IsAdopted = false,
    [property: Id(6)] string? Claims = null,
    [property: Id(7)] string? PasswordFingerprint = null,
    [property: Id(8)] IdempotencyKey? IdempotencyKey = null)
{
    private const int IdLength = 32;
    private const int GenerationLength = 8;

    /// <summary>
    /// Takes a verified JWT as a refresh token; false unless it carries a session of ours and a <c>jti</c> that belongs to it.
    /// </summary>
    public static bool TryFrom(VerifiedToken token, out RefreshToken refreshToken)
    {
        refreshToken = null!;
        if (token is not { Type: TokenTypes.Refresh, Session: { } session, User: { } user, Id: { Length: IdLength } id, ExpiresAt: { } expiresAt }
            || !uint.TryParse(id.AsSpan(0, GenerationLength), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var generation)
            || id != FormatId(session, generation))
        {
            return false;
        }

        refreshToken = new RefreshToken(
            session, generation, user, token.IssuedAt ?? DateTimeOffset.UnixEpoch, expiresAt, PasswordFingerprint: token.PasswordFingerprint);
        return true;
    }

    /// <summary>
    /// Takes a verified refresh token that Django made, as generation 0 of the session that its <c>jti</c> names.
    /// </summary>
    /// <param name="token">A refresh token without a session.</param>
    /// <param name="user">The user that its claim names; the default value for nobody.</param>
    /// <param name="options">The names of the claims.</param>
    public static RefreshToken Adopt(VerifiedToken token, UserId user, SimpleJwtOptions options) => new(
        SessionId.FromJti(token.Id!),
        Generation: 0,
        user,
        token.IssuedAt ?? DateTimeOffset.UnixEpoch,
        token.ExpiresAt!.Value,
        IsAdopted: true,
        CarriedClaims.From(token.Payload, options),
        token.PasswordFingerprint);

    /// <summary>Without the claims, which may be anything.</summary>
    public override string ToString() => $"{nameof(RefreshToken)} {Generation} of session {Session}";

    /// <summary>
    /// The <c>jti</c> of a generation: 8 hexadecimal digits of the generation, then 24 of a hash of session and generation,
    /// so that it looks like Django's and is one of a kind without a store or a random number.
    /// </summary>
    public static string FormatId(SessionId session, uint generation) => Format(session, generation, TokenTypes.Refresh);

    /// <summary>The <c>jti</c> of the access token that is handed out with a generation; of the same shape.</summary>
    public static string FormatAccessId(SessionId session, uint generation) => Format(session, generation, TokenTypes.Access);

    private static string Format(SessionId session, uint generation, string type)
    {
        Span<byte> bytes = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{type}:{session.Value}:{generation}")), bytes);
        bytes[..12].CopyTo(bytes[4..16]);
        BinaryPrimitives.WriteUInt32BigEndian(bytes, generation);
        return Convert.ToHexStringLower(bytes[..16]);
    }
}
