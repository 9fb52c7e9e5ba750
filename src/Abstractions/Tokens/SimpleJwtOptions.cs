using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;

namespace TokenGrains.Tokens;

/// <summary>SimpleJWT's <c>SIMPLE_JWT</c> settings, by their own names, in the section <c>SimpleJwt</c>.</summary>
/// <remarks>
/// Durations are written as seconds or as <c>[d.]hh:mm:ss</c>. Settings that have no effect yet are accepted with Django's
/// default value and refused at start with any other: see the other part of this class.
/// </remarks>
public sealed partial class SimpleJwtOptions : IValidatableObject
{
    /// <summary>The configuration section.</summary>
    public const string Section = "SimpleJwt";

    // "sub" is missing on purpose: Django sites do put the user there.
    private static readonly string[] OtherClaims = ["exp", "iat", "nbf", "iss", "aud", "sid", "preferred_username"];

    /// <summary>Whose texts and claim types the Django face copies where SimpleJWT's versions differ.</summary>
    [ConfigurationKeyName("Profile"), AllowedValues("5.2", "5.5", "6.0")]
    public string Profile { get; set; } = "6.0";

    /// <summary>Life of an access token: 1 second to 1 day; 5 minutes by default.</summary>
    [ConfigurationKeyName("ACCESS_TOKEN_LIFETIME"), Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan AccessTokenLifetime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Life of a refresh token from the moment it is made: 1 second to 10 years; 1 day by default.</summary>
    [ConfigurationKeyName("REFRESH_TOKEN_LIFETIME"), Range(typeof(TimeSpan), "00:00:01", "3650.00:00:00")]
    public TimeSpan RefreshTokenLifetime { get; set; } = TimeSpan.FromDays(1);

    /// <summary>Whether a refresh spends the token and returns its successor. On by default, unlike in Django.</summary>
    [ConfigurationKeyName("ROTATE_REFRESH_TOKENS")]
    public bool RotateRefreshTokens { get; set; } = true;

    /// <summary>
    /// In Django, whether a rotated token is refused; here it always is. What is left of it: <c>token/verify/</c> answers 400
    /// for a token that has been spent or revoked. Follows <see cref="RotateRefreshTokens"/> unless given.
    /// </summary>
    [ConfigurationKeyName("BLACKLIST_AFTER_ROTATION")]
    public bool? BlacklistAfterRotation { get; set; }

    /// <summary>Whether obtaining a pair of JWTs records the time as the user's last login. Off by default.</summary>
    [ConfigurationKeyName("UPDATE_LAST_LOGIN")]
    public bool UpdateLastLogin { get; set; }

    /// <summary>
    /// The one <c>alg</c> that access tokens are signed with and accepted in: ES256, with keys from the key ring, or HS256,
    /// HS384 or HS512 with <see cref="SigningKey"/>. By default ES256, and HS256 where a signing key is given.
    /// </summary>
    [ConfigurationKeyName("ALGORITHM"), AllowedValues(null, "ES256", "HS256", "HS384", "HS512")]
    public string? Algorithm { get; set; }

    /// <summary>
    /// The secret of the HS algorithms, as text: Django's <c>SECRET_KEY</c> for a site that moves. Access and refresh tokens
    /// are then both signed with it. At least 16 characters.
    /// </summary>
    [ConfigurationKeyName("SIGNING_KEY"), MinLength(16, ErrorMessage = "{0} must have at least 16 characters.")]
    public string? SigningKey { get; set; }

    /// <summary>The <c>aud</c> claim: written into every JWT and one of them required in it. None by default.</summary>
    [ConfigurationKeyName("AUDIENCE")]
    public IList<string> Audience { get; set; } = [];

    /// <summary>The <c>iss</c> claim: written into every JWT and required in it. None by default.</summary>
    [ConfigurationKeyName("ISSUER")]
    public string? Issuer { get; set; }

    /// <summary>How far a clock may be off when <c>exp</c>, <c>nbf</c> and <c>iat</c> are checked. None by default.</summary>
    [ConfigurationKeyName("LEEWAY"), Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan Leeway { get; set; }

    /// <summary>The words accepted before an access token; the first stands in <c>WWW-Authenticate</c>. <c>Bearer</c> by default.</summary>
    [ConfigurationKeyName("AUTH_HEADER_TYPES")]
    public IList<string> AuthHeaderTypes { get; set; } = [];

    /// <summary>The header of the access token, as WSGI spells it: <c>HTTP_</c> and the name in upper case with underscores.</summary>
    [ConfigurationKeyName("AUTH_HEADER_NAME"), RegularExpression("HTTP_[A-Z0-9_]+", ErrorMessage = "{0} must look like HTTP_AUTHORIZATION.")]
    public string AuthHeaderName { get; set; } = "HTTP_AUTHORIZATION";

    /// <summary>The claim that names the user.</summary>
    [ConfigurationKeyName("USER_ID_CLAIM"), Required]
    public string UserIdClaim { get; set; } = "user_id";

    /// <summary>The claim that tells access tokens from refresh tokens.</summary>
    [ConfigurationKeyName("TOKEN_TYPE_CLAIM"), Required]
    public string TokenTypeClaim { get; set; } = "token_type";

    /// <summary>The claim that names the token itself.</summary>
    [ConfigurationKeyName("JTI_CLAIM"), Required]
    public string JtiClaim { get; set; } = "jti";

    /// <summary>True if JWTs are signed with the configured secret, as Django signs them, and not with keys of the ring.</summary>
    public bool UsesSigningKey => SigningKey is not null;

    /// <summary>The algorithm in force.</summary>
    public string EffectiveAlgorithm => Algorithm ?? (UsesSigningKey ? "HS256" : "ES256");

    /// <summary>Whether verify asks the session if a refresh token is still good.</summary>
    public bool VerifyAsksSession => BlacklistAfterRotation ?? RotateRefreshTokens;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (UsesSigningKey && EffectiveAlgorithm is "ES256")
            yield return new ValidationResult($"{Section}:SIGNING_KEY is the secret of an HS algorithm; with ES256 the keys come from the key ring.");
        if (!UsesSigningKey && EffectiveAlgorithm is not "ES256")
            yield return new ValidationResult($"{Section}:ALGORITHM {EffectiveAlgorithm} needs {Section}:SIGNING_KEY.");
        string[] claims = [UserIdClaim, TokenTypeClaim, JtiClaim];
        if (claims.Distinct(StringComparer.Ordinal).Count() < claims.Length || claims.Any(OtherClaims.Contains))
            yield return new ValidationResult($"{Section}:USER_ID_CLAIM, TOKEN_TYPE_CLAIM and JTI_CLAIM must differ from each other and from {string.Join(", ", OtherClaims)}.");
        if (AuthTokenClasses.Any(name => name != DefaultTokenClass))
            yield return new ValidationResult($"{Section}:AUTH_TOKEN_CLASSES supports {DefaultTokenClass} only.");
    }
}
