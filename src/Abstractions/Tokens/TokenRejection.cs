namespace TokenGrains.Tokens;

/// <summary>Why a JWT is refused where it is presented, before any grain is asked.</summary>
/// <remarks>The order of the checks is SimpleJWT's: signature and times first, then <c>exp</c>, <c>jti</c>, type, user.</remarks>
public enum TokenRejection
{
    /// <summary>It is none: the token is good.</summary>
    None,

    /// <summary>Not a JWT of ours: malformed, a foreign or missing signature, not yet valid, another issuer or audience.</summary>
    Invalid,

    /// <summary>Ours, and its <c>exp</c> has passed; the second of <c>exp</c> itself is too late (RFC 7519 section 4.1.4).</summary>
    Expired,

    /// <summary>Ours, without <c>exp</c>.</summary>
    NoExpiry,

    /// <summary>Ours, without <c>jti</c>.</summary>
    NoId,

    /// <summary>Ours, without the claim that tells access tokens from refresh tokens.</summary>
    NoType,

    /// <summary>Ours, of another type than is wanted here.</summary>
    WrongType,

    /// <summary>Ours, and it names no user.</summary>
    NoUser,

    /// <summary>Ours, and its session or its user was ended before its time.</summary>
    Ended,
}
