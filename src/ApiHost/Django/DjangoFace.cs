using TokenGrains.ApiHost.Authentication;
using TokenGrains.ApiHost.Django.Views;

namespace TokenGrains.ApiHost.Django;

/// <summary>The paths of Django REST framework's authtoken and of SimpleJWT.</summary>
internal static class DjangoFace
{
    public static IServiceCollection AddDjangoFace(this IServiceCollection services) => services
        .AddSingleton<DjangoAnswers>()
        .AddSingleton<SignInActions>()
        .AddSingleton<RefreshTokenActions>()
        .AddSingleton<HelloActions>();

    public static void MapDjangoFace(this IEndpointRouteBuilder routes)
    {
        var services = routes.ServiceProvider;
        var signIn = services.GetRequiredService<SignInActions>();
        var refreshTokens = services.GetRequiredService<RefreshTokenActions>();
        var hello = services.GetRequiredService<HelloActions>();
        var answers = services.GetRequiredService<DjangoAnswers>();
        var bearer = services.GetRequiredService<AccessTokenHeader>().Challenge;

        routes.MapDjango("/register/", DjangoViews.Registration("User Registration"), signIn.Register);
        routes.MapDjango("/register-jwt/", DjangoViews.Registration("User Registration Jwt"), signIn.Register);
        routes.MapDjango("/api-token-auth/", DjangoViews.ObtainAuthToken, signIn.ObtainAuthToken);
        routes.MapDjango("/api/token/", DjangoViews.TokenObtainPair with { Challenge = bearer }, signIn.ObtainTokenPair);
        routes.MapDjango("/api/token/refresh/", DjangoViews.TokenRefresh with { Challenge = bearer }, refreshTokens.Refresh);
        routes.MapDjango("/api/token/verify/", DjangoViews.TokenVerify with { Challenge = bearer }, refreshTokens.Verify);
        routes.MapDjango("/api/token/blacklist/", DjangoViews.TokenBlacklist with { Challenge = bearer }, refreshTokens.Blacklist);
        routes.MapDjango("/hello/", DjangoViews.Hello("Hello", AuthenticationSchemes.OpaqueToken, "Token", answers), hello.Greet);
        routes.MapDjango("/hello-jwt/", DjangoViews.Hello("Hello Jwt", AuthenticationSchemes.AccessToken, bearer, answers), hello.Greet);
        routes.MapFallback(HtmlPages.AnswerNotFound);
    }
}
