using System.Security.Claims;
using Microsoft.Extensions.Options;
using TokenGrains.ApiHost.Authentication;
using TokenGrains.ApiHost.Django.Views;

namespace TokenGrains.ApiHost.Django;

/// <summary>The paths of Django REST framework's authtoken and of SimpleJWT.</summary>
internal static class DjangoFace
{
    public static IServiceCollection AddDjangoFace(this IServiceCollection services) => services
        .AddSingleton<DjangoAnswers>()
        .AddSingleton<Throttles>()
        .AddSingleton<ViewDefaults>()
        .AddSingleton<LoginHooks>()
        .AddSingleton<SignInActions>()
        .AddSingleton<RegisterActions>()
        .AddSingleton<RefreshTokenActions>()
        .AddSingleton<SlidingTokenActions>();

    public static void MapDjangoFace(this IEndpointRouteBuilder routes)
    {
        var defaults = routes.ServiceProvider.GetRequiredService<ViewDefaults>();
        MapPasswords(routes, defaults);
        MapTokens(routes, defaults);
        MapSamples(routes, defaults);
        routes.MapFallback(HtmlPages.AnswerNotFound);
    }

    private static void MapPasswords(IEndpointRouteBuilder routes, ViewDefaults defaults)
    {
        var services = routes.ServiceProvider;
        var signIn = services.GetRequiredService<SignInActions>();
        var register = services.GetRequiredService<RegisterActions>();
        var givesJwts = services.GetRequiredService<IOptions<RegistrationOptions>>().Value.GivesJwts;
        var bearer = services.GetRequiredService<AccessTokenHeader>().Challenge;

        routes.MapDjango("/register/", Public(DjangoViews.Registration("User Registration")), givesJwts ? register.WithJwts : register.WithOpaqueToken);
        routes.MapDjango("/register-jwt/", Public(DjangoViews.Registration("User Registration Jwt")), register.WithJwts);
        routes.MapDjango("/api-token-auth/", defaults.Authenticate(DjangoViews.ObtainAuthToken), signIn.ObtainAuthToken);
        routes.MapDjango("/api/token/", defaults.Complete(DjangoViews.TokenObtainPair) with { Challenge = bearer }, signIn.ObtainTokenPair);
        routes.MapDjango("/api/sliding/token/", defaults.Complete(DjangoViews.TokenObtainSliding) with { Challenge = bearer }, signIn.ObtainSlidingToken);

        DjangoView Public(DjangoView view) => defaults.Authenticate(defaults.Complete(view));
    }

    private static void MapTokens(IEndpointRouteBuilder routes, ViewDefaults defaults)
    {
        var services = routes.ServiceProvider;
        var refresh = services.GetRequiredService<RefreshTokenActions>();
        var sliding = services.GetRequiredService<SlidingTokenActions>();
        var bearer = services.GetRequiredService<AccessTokenHeader>().Challenge;

        Map("/api/token/refresh/", DjangoViews.TokenRefresh, refresh.Refresh);
        Map("/api/token/verify/", DjangoViews.TokenVerify, refresh.Verify);
        Map("/api/token/blacklist/", DjangoViews.TokenBlacklist, refresh.Blacklist);
        Map("/api/sliding/token/refresh/", DjangoViews.TokenRefreshSliding, sliding.Refresh);

        void Map(string path, DjangoView view, DjangoAction action) =>
            routes.MapDjango(path, defaults.Complete(view) with { Challenge = bearer }, action);
    }

    private static void MapSamples(IEndpointRouteBuilder routes, ViewDefaults defaults)
    {
        Map("/hello/", "Hello", RestFrameworkOptions.TokenAuthentication, DjangoView.IsAuthenticated);
        Map("/hello-jwt/", "Hello Jwt", RestFrameworkOptions.JwtAuthentication, DjangoView.IsAuthenticated);
        Map("/hello-admin/", "Hello Admin", RestFrameworkOptions.TokenAuthentication, TokenGrainsClaims.IsStaff);
        Map("/hello-jwt-admin/", "Hello Jwt Admin", RestFrameworkOptions.JwtAuthentication, TokenGrainsClaims.IsStaff);
        Map("/hello-jwt-stateless/", "Hello Jwt Stateless", RestFrameworkOptions.JwtStatelessAuthentication, DjangoView.IsAuthenticated, HelloActions.GreetStateless);

        void Map(string path, string name, string authentication, Func<ClaimsPrincipal, bool> permission, DjangoAction? action = null) => routes.MapDjango(
            path, defaults.Protect(defaults.Complete(DjangoViews.Hello(name)), authentication) with { Permission = permission }, action ?? HelloActions.Greet);
    }
}
