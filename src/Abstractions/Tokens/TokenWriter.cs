using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using TokenGrains.Sessions;
using TokenGrains.Users;

namespace TokenGrains.Tokens;

/// <summary>The claims of a JWT of ours. Times are written in whole seconds, cut off.</summary>
/// <param name="Type">One of <see cref="TokenTypes"/>.</param>
/// <param name="Id">The <c>jti</c>: 32 hexadecimal digits, as Django's.</param>
/// <param name="User">The <c>user_id</c> and <c>sub</c>; the default value for nobody.</param>
/// <param name="Session">The <c>sid</c>; null in sliding tokens.</param>
/// <param name="IssuedAt">The <c>iat</c>.</param>
/// <param name="ExpiresAt">The <c>exp</c>.</param>
/// <param name="Name">The <c>preferred_username</c> (OpenID Connect Core section 5.1), in access tokens only.</param>
/// <param name="Carried">More claims, as a JSON object; they win over those of ours that SimpleJWT does not have. Null for none.</param>
/// <param name="RefreshExpiresAt">The <c>refresh_exp</c> of a sliding token.</param>
/// <param name="SessionEpoch">The <c>session_epoch</c>, in access and sliding tokens; 0 is not written.</param>
public sealed record TokenClaims(
    string Type, string Id, UserId User, SessionId? Session, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt, Username? Name = null,
    string? Carried = null, DateTimeOffset? RefreshExpiresAt = null, uint SessionEpoch = 0);

/// <summary>Writes JWTs. The same claims and the same MAC key give the same bytes, every time and on every silo.</summary>
public sealed class TokenWriter(SimpleJwtOptions options)
{
    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Three parts of base64url with dots between them (RFC 7515 section 7.1), without padding.</summary>
    public string Write(TokenClaims claims, IJwsSigner signer)
    {
        var json = new ArrayBufferWriter<byte>(512);
        using var writer = new Utf8JsonWriter(json, Json);
        WriteHeader(writer, claims, signer);
        var headerLength = json.WrittenCount;

        writer.Reset();
        WritePayload(writer, claims);
        return Sign(json.WrittenSpan[..headerLength], json.WrittenSpan[headerLength..], signer);
    }

    private static void WriteHeader(Utf8JsonWriter writer, TokenClaims claims, IJwsSigner signer)
    {
        writer.WriteStartObject();
        writer.WriteString("alg"u8, signer.Algorithm);
        writer.WriteString("typ"u8, claims.Type is TokenTypes.Access && signer.KeyId is not null ? JwtTypes.AccessToken : JwtTypes.Jwt);
        if (signer.KeyId is { } keyId)
            writer.WriteString("kid"u8, keyId);
        writer.WriteEndObject();
        writer.Flush();
    }

    // SimpleJWT's order, then ours.
    private void WritePayload(Utf8JsonWriter writer, TokenClaims claims)
    {
        using var carried = claims.Carried is { } json ? JsonDocument.Parse(json) : null;
        writer.WriteStartObject();
        writer.WriteString(options.TokenTypeClaim, claims.Type);
        writer.WriteNumber("exp"u8, claims.ExpiresAt.ToUnixTimeSeconds());
        writer.WriteNumber("iat"u8, claims.IssuedAt.ToUnixTimeSeconds());
        writer.WriteString(options.JtiClaim, claims.Id);
        if (claims.RefreshExpiresAt is { } refreshExpiresAt)
            writer.WriteNumber(options.SlidingTokenRefreshExpClaim, refreshExpiresAt.ToUnixTimeSeconds());
        WriteUser(writer, claims.User, carried);
        if (claims.Session is { } session)
            writer.WriteString(OwnClaims.Session, session.Value);
        if (claims.SessionEpoch > 0)
            writer.WriteNumber(OwnClaims.SessionEpoch, claims.SessionEpoch);
        if (claims.Name is { } name && !Has(carried, OwnClaims.Name))
            writer.WriteString(OwnClaims.Name, name.Value);
        WriteCarried(writer, carried);
        WriteAudience(writer);
        if (options.Issuer is { } issuer)
            writer.WriteString("iss"u8, issuer);
        writer.WriteEndObject();
        writer.Flush();
    }

    private void WriteUser(Utf8JsonWriter writer, UserId user, JsonDocument? carried)
    {
        if (user.Value == 0)
            return;

        if (!options.NamesUsersById)
            writer.WriteString(OwnClaims.User, user.ToString());
        else if (!Has(carried, options.UserIdClaim))
            WriteUserId(writer, user);

        if (options.UserIdClaim is not "sub" && !Has(carried, "sub"))
            writer.WriteString("sub"u8, user.ToString());
    }

    private void WriteUserId(Utf8JsonWriter writer, UserId user)
    {
        // SimpleJWT wrote an integer key as a number up to 5.5.0.
        if (options.Profile is "5.2")
            writer.WriteNumber(options.UserIdClaim, user.Value);
        else
            writer.WriteString(options.UserIdClaim, user.ToString());
    }

    private static void WriteCarried(Utf8JsonWriter writer, JsonDocument? carried)
    {
        if (carried is null)
            return;
        foreach (var claim in carried.RootElement.EnumerateObject())
            claim.WriteTo(writer);
    }

    private static bool Has(JsonDocument? carried, string claim) => carried is not null && carried.RootElement.TryGetProperty(claim, out _);

    private void WriteAudience(Utf8JsonWriter writer)
    {
        if (options.Audience is [var only])
        {
            writer.WriteString("aud"u8, only);
        }
        else if (options.Audience.Count > 1)
        {
            writer.WriteStartArray("aud"u8);
            foreach (var audience in options.Audience)
                writer.WriteStringValue(audience);
            writer.WriteEndArray();
        }
    }

    private static string Sign(ReadOnlySpan<byte> header, ReadOnlySpan<byte> payload, IJwsSigner signer)
    {
        var length = Base64Url.GetEncodedLength(header.Length) + 1
            + Base64Url.GetEncodedLength(payload.Length) + 1
            + Base64Url.GetEncodedLength(signer.SignatureLength);
        var text = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            var position = Base64Url.EncodeToUtf8(header, text);
            text[position++] = (byte)'.';
            position += Base64Url.EncodeToUtf8(payload, text.AsSpan(position));

            Span<byte> signature = stackalloc byte[signer.SignatureLength];
            signer.Sign(text.AsSpan(0, position), signature);
            text[position++] = (byte)'.';
            position += Base64Url.EncodeToUtf8(signature, text.AsSpan(position));
            return Encoding.ASCII.GetString(text, 0, position);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(text);
        }
    }
}
