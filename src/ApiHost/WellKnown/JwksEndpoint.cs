using System.Buffers.Text;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json.Serialization;
using TokenGrains.ApiHost.Authentication;
using TokenGrains.Signing;

namespace TokenGrains.ApiHost.WellKnown;

/// <summary>
/// <c>GET /.well-known/jwks.json</c>: the public keys of the access tokens that this service signs (RFC 7517 section 5). A key is here for
/// at least <c>Keys:AnnouncePeriod</c> before it signs. Empty where a <c>SIGNING_KEY</c> is configured: who has that has given it out.
/// </summary>
internal static class JwksEndpoint
{
    // Far less than a key is announced for, and little to ask for again.
    private const string CacheControl = "public, max-age=300";

    public static void MapJwks(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/.well-known/jwks.json", (HttpContext context, VerificationKeyFollower keys) =>
        {
            context.Response.Headers.CacheControl = CacheControl;
            return TypedResults.Json(new JsonWebKeys([.. keys.PublicKeys.Select(Describe)]), contentType: "application/jwk-set+json");
        });

    // RFC 7518 section 6.2.1: the coordinates in full length.
    private static JsonWebKey Describe(PublicSigningKey key)
    {
        using var ecdsa = ECDsa.Create();
        ecdsa.ImportSubjectPublicKeyInfo(ImmutableCollectionsMarshal.AsArray(key.SubjectPublicKeyInfo), out _);
        var point = ecdsa.ExportParameters(includePrivateParameters: false).Q;
        return new JsonWebKey("EC", "sig", key.Algorithm, key.KeyId, "P-256", Base64Url.EncodeToString(point.X), Base64Url.EncodeToString(point.Y));
    }

    private sealed record JsonWebKeys([property: JsonPropertyName("keys")] ImmutableArray<JsonWebKey> Keys);

    private sealed record JsonWebKey(
        [property: JsonPropertyName("kty")] string KeyType,
        [property: JsonPropertyName("use")] string Use,
        [property: JsonPropertyName("alg")] string Algorithm,
        [property: JsonPropertyName("kid")] string KeyId,
        [property: JsonPropertyName("crv")] string Curve,
        [property: JsonPropertyName("x")] string X,
        [property: JsonPropertyName("y")] string Y);
}
