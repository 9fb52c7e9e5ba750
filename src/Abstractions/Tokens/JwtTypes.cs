namespace TokenGrains.Tokens;

/// <summary>The values of the <c>typ</c> header that we write (RFC 7519 section 5.1).</summary>
internal static class JwtTypes
{
    /// <summary>An access token that any resource server may verify (RFC 9068 section 2.1).</summary>
    public const string AccessToken = "at+jwt";

    /// <summary>Everything else, and everything Django writes.</summary>
    public const string Jwt = "JWT";
}
