namespace TokenGrains.Tokens;

/// <summary>The names of the claims that we add to SimpleJWT's.</summary>
internal static class OwnClaims
{
    /// <summary>The session.</summary>
    public const string Session = "sid";

    /// <summary>
    /// The user's session epoch when the session began, in tokens that are validated without the user; left out while it is 0.
    /// </summary>
    public const string SessionEpoch = "session_epoch";

    /// <summary>The user's name when the token was made (OpenID Connect Core section 5.1).</summary>
    public const string Name = "preferred_username";

    /// <summary>The user's id, where <c>USER_ID_FIELD</c> puts something else into the user claim.</summary>
    public const string User = "uid";
}
