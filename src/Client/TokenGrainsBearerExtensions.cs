using System.Globalization;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace TokenGrains.Client;

/// <summary>Access tokens of TokenGrains for ASP.NET Core services.</summary>
public static class TokenGrainsBearerExtensions
{
    private static readonly TimeSpan PollTimeout = TimeSpan.FromSeconds(4);

    /// <summary>
    /// Adds the scheme <c>Bearer</c>: JwtBearer with the keys that the authority publishes, and the revocation feed. A token whose session or
    /// user was ended is refused, without a call, from the moment on at which the feed says so.
    /// </summary>
    /// <exception cref="OptionsValidationException">At start, if an option is missing or unsafe.</exception>
    public static AuthenticationBuilder AddTokenGrainsBearer(this AuthenticationBuilder builder, Action<TokenGrainsBearerOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddOptions<TokenGrainsBearerOptions>()
            .Configure(configure)
            .Validate(static options => options.FindProblem() is null, "TokenGrains: give the Authority (https, or http on loopback) and the FeedToken.")
            .ValidateOnStart();
        builder.Services.AddHttpClient(RevocationFollower.ClientName, static client => client.Timeout = PollTimeout);
        builder.Services.AddSingleton<RevokedTokens>();
        builder.Services.AddSingleton<RevocationFollower>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<RevocationFollower>());
        builder.Services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme)
            .Configure<IOptions<TokenGrainsBearerOptions>>(static (bearer, options) => Configure(bearer, options.Value));
        return builder.AddJwtBearer();
    }

    private static void Configure(JwtBearerOptions bearer, TokenGrainsBearerOptions options)
    {
        bearer.Authority = options.Authority!.AbsoluteUri;
        bearer.RequireHttpsMetadata = !options.Authority.IsLoopback;
        bearer.MapInboundClaims = false;

        var rules = bearer.TokenValidationParameters;
        // RFC 9068 section 4, RFC 8725 sections 3.1 and 3.11: no other kind of token, and no algorithm that somebody without a private key can use.
        rules.ValidTypes = ["at+jwt"];
        rules.ValidAlgorithms = ["ES256", "ES384", "ES512", "RS256", "RS384", "RS512", "PS256", "PS384", "PS512"];
        rules.ValidateIssuer = options.Issuer is not null;
        rules.ValidIssuer = options.Issuer;
        rules.ValidateAudience = options.Audience is not null;
        rules.ValidAudience = options.Audience;
        rules.ClockSkew = TimeSpan.Zero;
        rules.NameClaimType = "preferred_username";

        bearer.Events = new JwtBearerEvents { OnTokenValidated = Check, OnChallenge = Answer };
    }

    private static Task Check(TokenValidatedContext context)
    {
        var services = context.HttpContext.RequestServices;
        var isFresh = services.GetRequiredService<RevocationFollower>().IsFresh;
        if (!isFresh && services.GetRequiredService<IOptions<TokenGrainsBearerOptions>>().Value.WhenStale is StaleRule.Refuse)
            context.Fail(new FeedUnavailableException());
        else if (services.GetRequiredService<RevokedTokens>().Contains(context.Principal!))
            context.Fail("The token was revoked.");
        return Task.CompletedTask;
    }

    // Not a 401: the token may well be good, and a client would throw it away.
    private static Task Answer(JwtBearerChallengeContext context)
    {
        if (context.AuthenticateFailure is not FeedUnavailableException)
            return Task.CompletedTask;

        context.HandleResponse();
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        context.Response.Headers.RetryAfter = 1.ToString(CultureInfo.InvariantCulture);
        return Task.CompletedTask;
    }

    /// <summary>Carries the cause through ASP.NET's authentication result. Never thrown.</summary>
    private sealed class FeedUnavailableException() : AuthenticationFailureException("The revocation feed does not reach this service.");
}
