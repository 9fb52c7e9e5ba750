using System.Security.Claims;
using TokenGrains.ApiHost.Authentication;
using TokenGrains.ApiHost.Django.Views;

namespace TokenGrains.ApiHost.Django;

/// <summary>The protected samples: they greet the caller by name.</summary>
internal sealed class HelloActions(IGrainFactory grains)
{
    public async Task<DjangoResponse> Greet(DjangoRequest request) =>
        DjangoBodies.Hello(request.User.FindFirstValue(TokenGrainsClaims.Name) ?? await FindName(request));

    // A token that Django made carries no name.
    private async Task<string> FindName(DjangoRequest request) =>
        await grains.User(request.User.GetUserId()).Describe() is { } user ? user.Name.Value : "";
}
