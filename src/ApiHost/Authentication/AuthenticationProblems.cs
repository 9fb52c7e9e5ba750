namespace TokenGrains.ApiHost.Authentication;

/// <summary>What all faces with problems (RFC 9457) say to a caller who was recognised and still may not.</summary>
internal static class AuthenticationProblems
{
    public static IResult ScopeMissing(string scope) =>
        TypedResults.Problem($"The token may not be used for this: it needs the scope \"{scope}\".", statusCode: StatusCodes.Status403Forbidden);
}
