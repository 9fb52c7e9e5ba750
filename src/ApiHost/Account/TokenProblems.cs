using Microsoft.AspNetCore.Http.HttpResults;
using TokenGrains.Tokens;
using TokenGrains.Users;

namespace TokenGrains.ApiHost.Account;

/// <summary>What is said to who cannot have the opaque token that was asked for (RFC 9457).</summary>
internal static class TokenProblems
{
    /// <summary>Another's token, too: nobody learns which ids there are.</summary>
    public static IResult UnknownToken() => TypedResults.Problem("There is no such token.", statusCode: StatusCodes.Status404NotFound);

    public static IResult NameTaken() => TypedResults.Problem("There is a token of that name, or the name is kept for another use.", statusCode: StatusCodes.Status409Conflict);

    public static IResult TooMany() => TypedResults.Problem(
        $"There are {IUserTokensGrain.MaximumCount} tokens already. Delete one first.", statusCode: StatusCodes.Status409Conflict);

    public static IResult NotRotatable() => TypedResults.Problem(
        "The token was rotated before, or was not made here.", statusCode: StatusCodes.Status409Conflict);

    public static IResult ScopeExceeded() => TypedResults.Problem(
        "The token that this was asked with may do less.", statusCode: StatusCodes.Status403Forbidden);

    public static IResult InvalidName() => Invalid("name", $"Give 1 to {OpaqueTokenName.MaximumLength} printable characters, no blanks around them.");

    public static IResult InvalidScopes() => Invalid(
        "scopes", $"Give 1 to {TokenScope.MaximumCount} scopes of 1 to {TokenScope.MaximumLength} characters (RFC 6749 section 3.3), or leave them out for a token that may do everything.");

    public static IResult InvalidLifetime(long longest) => Invalid("expires_in", $"Give 1 to {longest} seconds, or leave it out for a token without an end.");

    public static IResult InvalidOverlap(long longest) => Invalid("overlap_seconds", $"Give 0 to {longest} seconds.");

    private static ValidationProblem Invalid(string field, string message) =>
        TypedResults.ValidationProblem(new Dictionary<string, string[]> { [field] = [message] });
}
