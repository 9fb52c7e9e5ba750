using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace TokenGrains.Tokens;

/// <summary>The claims that pass from a token to the tokens that follow it: all that are not written anew each time.</summary>
public static class CarriedClaims
{
    // The platform's default would write a name of other letters as escapes, and a token is read by people, too.
    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// The carried claims of a token that Django made, the one that names the user among them: SimpleJWT copies it as it is,
    /// number or text. Null if there are none.
    /// </summary>
    public static string? From(string payload, SimpleJwtOptions options)
    {
        using var claims = JsonDocument.Parse(payload);
        return Write(writer =>
        {
            foreach (var claim in claims.RootElement.EnumerateObject().Where(claim => !IsWrittenAnew(claim.Name, options)))
                claim.WriteTo(writer);
        });
    }

    /// <summary>The carried claims of a session or sliding token that begins here; null if there are none.</summary>
    /// <param name="userClaim">The user's name, where that is what <c>USER_ID_FIELD</c> puts into the user claim.</param>
    /// <param name="passwordFingerprint">What <c>CHECK_REVOKE_TOKEN</c> compares; null if it is off.</param>
    /// <param name="custom">What the host's own <see cref="Users.ITokenClaims"/> gave. Names that are written anew are left out.</param>
    /// <param name="options">The names of the claims.</param>
    public static string? Begin(
        string? userClaim, string? passwordFingerprint, IReadOnlyDictionary<string, JsonElement> custom, SimpleJwtOptions options) => Write(writer =>
    {
        if (userClaim is not null)
            writer.WriteString(options.UserIdClaim, userClaim);
        if (passwordFingerprint is not null)
            writer.WriteString(options.RevokeTokenClaim, passwordFingerprint);
        foreach (var (name, value) in custom)
        {
            if (IsWrittenAnew(name, options) || name == options.UserIdClaim || name == options.RevokeTokenClaim)
                continue;
            writer.WritePropertyName(name);
            value.WriteTo(writer);
        }
    });

    private static bool IsWrittenAnew(string name, SimpleJwtOptions options) =>
        name is "exp" or "iat" or "jti" or OwnClaims.Session or OwnClaims.SessionEpoch or OwnClaims.User
        || name == options.TokenTypeClaim
        || name == options.JtiClaim
        || (name is "aud" && options.Audience.Count > 0)
        || (name is "iss" && options.Issuer is not null);

    private static string? Write(Action<Utf8JsonWriter> write)
    {
        var json = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(json, Json);
        writer.WriteStartObject();
        write(writer);
        writer.WriteEndObject();
        writer.Flush();
        return json.WrittenCount <= "{}".Length ? null : Encoding.UTF8.GetString(json.WrittenSpan);
    }
}
