using System.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using TokenGrains.Tokens;
using TokenGrains.Users;

namespace TokenGrains.ApiHost.Account;

/// <summary>The caller's own opaque tokens: to be seen, made, rotated and ended.</summary>
internal static class TokenEndpoints
{
    private const string Path = "/account/tokens";
    private const long LongestLifetime = 10L * 365 * 24 * 60 * 60;
    private const long LongestOverlap = 7L * 24 * 60 * 60;
    private const long DefaultOverlap = 60 * 60;

    public static void MapTokens(this IEndpointRouteBuilder account)
    {
        account.MapGet("/tokens", List);
        account.MapPost("/tokens", Create);
        account.MapDelete("/tokens/{id}", Delete);
        account.MapPost("/tokens/{id}/rotate", Rotate);
    }

    private static async Task<IResult> List(AccountCaller caller, IGrainFactory grains)
    {
        var tokens = await grains.UserTokens(caller.User).ListTokens();
        return TypedResults.Ok(tokens.Select(AccountTokenResponse.From).ToArray());
    }

    private static async Task<IResult> Create(NewTokenRequest request, AccountCaller caller, HttpContext http, IGrainFactory grains)
    {
        if (!OpaqueTokenName.TryParse(request.Name, out var name))
            return TokenProblems.InvalidName();
        if (request.ExpiresIn is < 1 or > LongestLifetime)
            return TokenProblems.InvalidLifetime(LongestLifetime);

        TokenScope scope = default;
        if (request.Scopes is { } words && !TokenScope.TryCreate(words, out scope))
            return TokenProblems.InvalidScopes();
        if (!caller.Scope.Covers(scope))
            return TokenProblems.ScopeExceeded();

        TimeSpan? lifetime = request.ExpiresIn is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
        return await grains.UserTokens(caller.User).CreateToken(new NewToken(name, scope, lifetime)) switch
        {
            CreateTokenResult.Created created => Made(http, created.Token, created.Secret),
            CreateTokenResult.NameTaken => TokenProblems.NameTaken(),
            CreateTokenResult.TooMany => TokenProblems.TooMany(),
            CreateTokenResult.UnknownUser => TokenProblems.UnknownToken(),
            var unmapped => throw new UnreachableException(unmapped.GetType().Name),
        };
    }

    private static async Task<IResult> Rotate(string id, RotateTokenRequest? request, AccountCaller caller, HttpContext http, IGrainFactory grains)
    {
        var overlap = request?.OverlapSeconds ?? DefaultOverlap;
        if (overlap is < 0 or > LongestOverlap)
            return TokenProblems.InvalidOverlap(LongestOverlap);
        if (!OpaqueTokenId.TryParse(id, out var token))
            return TokenProblems.UnknownToken();

        return await grains.UserTokens(caller.User).RotateToken(token, TimeSpan.FromSeconds(overlap), caller.Scope) switch
        {
            RotateTokenResult.Rotated rotated => Made(http, rotated.Token, rotated.Secret),
            RotateTokenResult.UnknownToken => TokenProblems.UnknownToken(),
            RotateTokenResult.NotRotatable => TokenProblems.NotRotatable(),
            RotateTokenResult.ScopeExceeded => TokenProblems.ScopeExceeded(),
            var unmapped => throw new UnreachableException(unmapped.GetType().Name),
        };
    }

    private static async Task<IResult> Delete(string id, AccountCaller caller, IGrainFactory grains) =>
        OpaqueTokenId.TryParse(id, out var token) && await grains.UserTokens(caller.User).DeleteToken(token)
            ? TypedResults.NoContent()
            : TokenProblems.UnknownToken();

    private static Created<MadeTokenResponse> Made(HttpContext http, TokenDescription token, GrantedToken secret)
    {
        http.Response.Headers[HeaderNames.CacheControl] = "no-store";
        return TypedResults.Created($"{Path}/{token.Id}", MadeTokenResponse.From(token, secret));
    }
}
