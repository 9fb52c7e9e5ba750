using Microsoft.AspNetCore.Http.Metadata;

namespace TokenGrains.ApiHost.Hosting;

/// <summary>Who answers a body that is not JSON.</summary>
internal static class ContentTypeExtensions
{
    /// <summary>Routing would hand what is not JSON to the Django face's fallback, a 404; the endpoint itself says 415.</summary>
    public static void AnswersWrongContentTypes(this IEndpointConventionBuilder endpoints) => endpoints.Finally(static endpoint =>
    {
        foreach (var accepts in endpoint.Metadata.OfType<IAcceptsMetadata>().ToList())
            endpoint.Metadata.Remove(accepts);
    });
}
