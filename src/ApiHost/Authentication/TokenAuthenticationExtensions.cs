using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using TokenGrains.Tokens;

namespace TokenGrains.ApiHost.Authentication;

internal static class TokenAuthenticationExtensions
{
    private const int LargestKeySet = 256 * 1024;
    private static readonly TimeSpan FetchTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Adds the schemes of <see cref="AuthenticationSchemes"/> and what they verify tokens with.</summary>
    public static IServiceCollection AddTokenAuthentication(this IServiceCollection services)
    {
        services.AddSingleton<VerificationKeyFollower>();
        services.AddHostedService(provider => provider.GetRequiredService<VerificationKeyFollower>());
        services.AddSingleton<ImportedTokenFollower>();
        services.AddHostedService(provider => provider.GetRequiredService<ImportedTokenFollower>());
        services.AddSingleton(provider => new TokenVerifier(
            provider.GetRequiredService<IOptions<SimpleJwtOptions>>().Value, provider.GetRequiredService<TimeProvider>()));
        services.AddHttpClient(PublishedKeys.Client, static client =>
        {
            client.Timeout = FetchTimeout;
            client.MaxResponseContentBufferSize = LargestKeySet;
        });
        services.AddSingleton<PublishedKeys>();
        services.AddSingleton<JwtVerification>();
        services.AddSingleton<LocalTokenHandler>();
        services.AddSingleton<AccessTokenHeader>();
        services.AddSingleton<TokenUsers>();
        services.AddSingleton<KnownCallers>();

        services.AddAuthentication()
            .AddScheme<JwtBearerOptions, AccessTokenAuthentication>(AuthenticationSchemes.AccessToken, configureOptions: null)
            .AddScheme<AuthenticationSchemeOptions, OpaqueTokenAuthentication>(AuthenticationSchemes.OpaqueToken, configureOptions: null)
            .AddScheme<AuthenticationSchemeOptions, AccessTokenUserAuthentication>(AuthenticationSchemes.AccessTokenUser, configureOptions: null)
            .AddScheme<AuthenticationSchemeOptions, BasicAuthentication>(AuthenticationSchemes.Basic, configureOptions: null);
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
