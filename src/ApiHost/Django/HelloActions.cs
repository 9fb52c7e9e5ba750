using System.Security.Claims;
using TokenGrains.ApiHost.Authentication;
using TokenGrains.ApiHost.Django.Views;

namespace TokenGrains.ApiHost.Django;

/// <summary>The protected samples: they greet the caller by name.</summary>
internal sealed class HelloActions(IGrainFactory grains)
{
    public async Task<DjangoResponse> Greet(DjangoRequest request)
    {
        if (request.User.FindFirstValue(TokenGrainsClaims.Name) is { } name)
            return DjangoBodies.Hello(name);

        // A token that Django made carries no name.
        return DjangoAnswers.Hello(await grains.User(request.User.GetUserId()).Describe());
    }
}
