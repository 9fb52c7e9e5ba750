using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;
using TokenGrains.ApiHost.Revocations.ForOthers;
using TokenGrains.Tokens;

namespace TokenGrains.ApiHost.WellKnown;

/// <summary>
/// <c>GET /.well-known/oauth-authorization-server</c> (RFC 8414 section 2) and <c>/.well-known/openid-configuration</c> (OpenID Connect
/// Discovery 1.0 section 3), the same text: what a resource server needs to verify access tokens. It says what there is, and there is no
/// authorization endpoint.
/// </summary>
internal static class MetadataEndpoint
{
    private const string CacheControl = "public, max-age=300";

    public static void MapMetadata(this IEndpointRouteBuilder routes)
    {
        foreach (var name in new[] { "oauth-authorization-server", "openid-configuration" })
        {
            routes.MapGet($"/.well-known/{name}", (HttpContext context, IOptions<SimpleJwtOptions> options) =>
            {
                context.Response.Headers.CacheControl = CacheControl;
                return TypedResults.Json(Describe(context.Request, options.Value), WellKnownJson.Default.ServerMetadata);
            });
        }
    }

    // The tokens' own "iss" where there is one, or no client would take the two for the same.
    private static ServerMetadata Describe(HttpRequest request, SimpleJwtOptions options)
    {
        var address = $"{request.Scheme}://{request.Host}{request.PathBase}";
        return new ServerMetadata(
            options.Issuer ?? address, address + "/.well-known/jwks.json", [], [], ["public"], [options.EffectiveAlgorithm], address + FeedEndpoint.Path);
    }
}

/// <summary>What RFC 8414 and OpenID Connect Discovery demand, and one member of ours.</summary>
internal sealed record ServerMetadata(
    [property: JsonPropertyName("issuer")] string Issuer,
    [property: JsonPropertyName("jwks_uri")] string JwksUri,
    [property: JsonPropertyName("response_types_supported")] IReadOnlyList<string> ResponseTypes,
    [property: JsonPropertyName("grant_types_supported")] IReadOnlyList<string> GrantTypes,
    [property: JsonPropertyName("subject_types_supported")] IReadOnlyList<string> SubjectTypes,
    [property: JsonPropertyName("id_token_signing_alg_values_supported")] IReadOnlyList<string> SigningAlgorithms,
    [property: JsonPropertyName("revocation_feed_endpoint")] string RevocationFeed);

[JsonSerializable(typeof(ServerMetadata))]
internal sealed partial class WellKnownJson : JsonSerializerContext;
