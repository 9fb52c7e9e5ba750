using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using TokenGrains.Tokens;

namespace TokenGrains.ApiHost.Authentication;

internal static class TokenAuthenticationExtensions
{
    /// <summary>Adds the two schemes of <see cref="AuthenticationSchemes"/> and what they verify tokens with.</summary>
    public static IServiceCollection AddTokenAuthentication(this IServiceCollection services)
    {
        services.AddSingleton<VerificationKeyFollower>();
        services.AddHostedService(provider => provider.GetRequiredService<VerificationKeyFollower>());
        services.AddSingleton<ImportedTokenFollower>();
        services.AddHostedService(provider => provider.GetRequiredService<ImportedTokenFollower>());
        services.AddSingleton(provider => new TokenVerifier(
            provider.GetRequiredService<IOptions<SimpleJwtOptions>>().Value, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<LocalTokenHandler>();
        services.AddSingleton<AccessTokenHeader>();

        services.AddAuthentication()
            .AddJwtBearer(AuthenticationSchemes.AccessToken)
            .AddScheme<AuthenticationSchemeOptions, OpaqueTokenAuthentication>(AuthenticationSchemes.OpaqueToken, configureOptions: null);
        services.AddOptions<JwtBearerOptions>(AuthenticationSchemes.AccessToken).Configure<LocalTokenHandler, AccessTokenHeader>(
            (bearer, handler, header) =>
            {
                bearer.TokenHandlers.Clear();
                bearer.TokenHandlers.Add(handler);
                bearer.Events.OnMessageReceived = header.Read;
            });
        return services;
    }
}
