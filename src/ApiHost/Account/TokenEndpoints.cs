using System.Diagnostics;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;
using TokenGrains.ApiHost.Authentication;
using TokenGrains.Tokens;
using TokenGrains.Users;

namespace TokenGrains.ApiHost.Account;

/// <summary>The caller's own opaque tokens: to be seen, made, rotated and ended.</summary>
internal static class TokenEndpoints
{
    private const string Path = "/account/tokens";
    private const int LargestBody = 16 * 1024;
    private const long LongestLifetime = 10L * 365 * 24 * 60 * 60;
    private const long LongestOverlap = 7L * 24 * 60 * 60;
    private const long DefaultOverlap = 60 * 60;

    public static IServiceCollection AddAccountTokens(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, AccountTokenJson.Default));
        services.AddSingleton<SignedInOnly>();
        return services;
    }

    public static void MapAccountTokens(this IEndpointRouteBuilder routes)
    {
        var tokens = routes.MapGroup(Path).WithMetadata(new RequestSizeLimitAttribute(LargestBody));
        routes.ServiceProvider.GetRequiredService<SignedInOnly>().Guard(tokens);

        // Routing would hand what is not JSON to the Django face's fallback, a 404; the endpoint itself says 415.
        ((IEndpointConventionBuilder)tokens).Finally(static endpoint =>
        {
            foreach (var accepts in endpoint.Metadata.OfType<IAcceptsMetadata>().ToList())
                endpoint.Metadata.Remove(accepts);
        });
        tokens.MapGet("", List);
        tokens.MapPost("", Create);
        tokens.MapDelete("/{id}", Delete);
        tokens.MapPost("/{id}/rotate", Rotate);
    }

    private static async Task<IResult> List(ClaimsPrincipal caller, IGrainFactory grains)
    {
        var tokens = await grains.UserTokens(UserOf(caller)).ListTokens();
        return TypedResults.Ok(tokens.Select(AccountTokenResponse.From).ToArray());
    }

    private static async Task<IResult> Create(NewTokenRequest request, HttpContext http, IGrainFactory grains)
    {
        if (!OpaqueTokenName.TryParse(request.Name, out var name))
            return TokenProblems.InvalidName();
        if (request.ExpiresIn is < 1 or > LongestLifetime)
            return TokenProblems.InvalidLifetime(LongestLifetime);

        TokenScope scope = default;
        if (request.Scopes is { } words && !TokenScope.TryCreate(words, out scope))
            return TokenProblems.InvalidScopes();
        if (!http.User.GetScope().Covers(scope))
            return TokenProblems.ScopeExceeded();

        TimeSpan? lifetime = request.ExpiresIn is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
        return await grains.UserTokens(UserOf(http.User)).CreateToken(new NewToken(name, scope, lifetime)) switch
        {
            CreateTokenResult.Created created => Made(http, created.Token, created.Secret),
            CreateTokenResult.NameTaken => TokenProblems.NameTaken(),
            CreateTokenResult.TooMany => TokenProblems.TooMany(),
            CreateTokenResult.UnknownUser => TokenProblems.UnknownToken(),
            var unmapped => throw new UnreachableException(unmapped.GetType().Name),
        };
    }

    private static async Task<IResult> Rotate(string id, RotateTokenRequest? request, HttpContext http, IGrainFactory grains)
    {
        var overlap = request?.OverlapSeconds ?? DefaultOverlap;
        if (overlap is < 0 or > LongestOverlap)
            return TokenProblems.InvalidOverlap(LongestOverlap);
        if (!OpaqueTokenId.TryParse(id, out var token))
            return TokenProblems.UnknownToken();

        return await grains.UserTokens(UserOf(http.User)).RotateToken(token, TimeSpan.FromSeconds(overlap), http.User.GetScope()) switch
        {
            RotateTokenResult.Rotated rotated => Made(http, rotated.Token, rotated.Secret),
            RotateTokenResult.UnknownToken => TokenProblems.UnknownToken(),
            RotateTokenResult.NotRotatable => TokenProblems.NotRotatable(),
            RotateTokenResult.ScopeExceeded => TokenProblems.ScopeExceeded(),
            var unmapped => throw new UnreachableException(unmapped.GetType().Name),
        };
    }

    private static async Task<IResult> Delete(string id, ClaimsPrincipal caller, IGrainFactory grains) =>
        OpaqueTokenId.TryParse(id, out var token) && await grains.UserTokens(UserOf(caller)).DeleteToken(token)
            ? TypedResults.NoContent()
            : TokenProblems.UnknownToken();

    private static Created<MadeTokenResponse> Made(HttpContext http, TokenDescription token, GrantedToken secret)
    {
        http.Response.Headers[HeaderNames.CacheControl] = "no-store";
        return TypedResults.Created($"{Path}/{token.Id}", MadeTokenResponse.From(token, secret));
    }

    private static UserId UserOf(ClaimsPrincipal caller) =>
        caller.FindUserId() ?? throw new InvalidOperationException($"The endpoint is not guarded by {nameof(SignedInOnly)}.");
}
