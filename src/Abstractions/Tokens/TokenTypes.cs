namespace TokenGrains.Tokens;

/// <summary>The values of the token type claim, SimpleJWT's own.</summary>
public static class TokenTypes
{
    /// <summary>A short-lived token that is verified locally (RFC 9068).</summary>
    public const string Access = "access";

    /// <summary>A single-use token that moves a session forward (RFC 6749 section 1.5).</summary>
    public const string Refresh = "refresh";

    /// <summary>A token that opens resources and is exchanged for one like it before it ends; SimpleJWT's own idea.</summary>
    public const string Sliding = "sliding";
}
