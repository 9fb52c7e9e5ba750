using System.Security.Claims;
using TokenGrains.ApiHost.Authentication;
using TokenGrains.ApiHost.Django.Views;

namespace TokenGrains.ApiHost.Django;

/// <summary>The protected samples: they greet the caller by name.</summary>
internal static class HelloActions
{
    public static Task<DjangoResponse> Greet(DjangoRequest request) =>
        Task.FromResult(DjangoBodies.Hello(request.User.FindFirstValue(TokenGrainsClaims.Name) ?? ""));

    /// <summary>SimpleJWT's <c>TokenUser</c> has the name that the token gives it, in a claim that only a site's own code writes.</summary>
    public static Task<DjangoResponse> GreetStateless(DjangoRequest request) =>
        Task.FromResult(DjangoBodies.StatelessHello(request.User.GetToken().Payload));
}
