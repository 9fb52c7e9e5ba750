using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;

namespace TokenGrains.Tokens;

/// <summary>SimpleJWT's <c>SIMPLE_JWT</c> settings, by their own names, in the section <c>SimpleJwt</c>.</summary>
/// <remarks>
/// Durations are written as seconds or as <c>[d.]hh:mm:ss</c>. Settings that name Python code are accepted with Django's
/// default value and refused at start with any other: see the part <c>NamesOfCode</c> of this class.
/// </remarks>
public sealed partial class SimpleJwtOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "SimpleJwt";

    /// <summary>Whose texts and claim types the Django face copies where SimpleJWT's versions differ.</summary>
    [ConfigurationKeyName("Profile"), AllowedValues("5.2", "5.5", "6.0", ErrorMessage = "{0} must be 5.2, 5.5 or 6.0.")]
    public string Profile { get; set; } = "6.0";

    /// <summary>Life of an access token: 1 second to 1 day; 5 minutes by default.</summary>
    [ConfigurationKeyName("ACCESS_TOKEN_LIFETIME"), Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan AccessTokenLifetime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Life of a refresh token from the moment it is made: 1 second to 10 years; 1 day by default.</summary>
    [ConfigurationKeyName("REFRESH_TOKEN_LIFETIME"), Range(typeof(TimeSpan), "00:00:01", "3650.00:00:00")]
    public TimeSpan RefreshTokenLifetime { get; set; } = TimeSpan.FromDays(1);

    /// <summary>Life of a sliding token: 1 second to 1 day; 5 minutes by default.</summary>
    [ConfigurationKeyName("SLIDING_TOKEN_LIFETIME"), Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan SlidingTokenLifetime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a sliding token can be exchanged for the next: 1 second to 10 years; 1 day by default.</summary>
    [ConfigurationKeyName("SLIDING_TOKEN_REFRESH_LIFETIME"), Range(typeof(TimeSpan), "00:00:01", "3650.00:00:00")]
    public TimeSpan SlidingTokenRefreshLifetime { get; set; } = TimeSpan.FromDays(1);

    /// <summary>Whether a refresh spends the token and returns its successor. On by default, unlike in Django.</summary>
    [ConfigurationKeyName("ROTATE_REFRESH_TOKENS")]
    public bool RotateRefreshTokens { get; set; } = true;

    /// <summary>
    /// In Django, whether a rotated token is refused; here it always is. What is left of it: <c>token/verify/</c> answers 400
    /// for a token that has been spent or revoked. Follows <see cref="RotateRefreshTokens"/> unless given.
    /// </summary>
    [ConfigurationKeyName("BLACKLIST_AFTER_ROTATION")]
    public bool? BlacklistAfterRotation { get; set; }

    /// <summary>Whether obtaining JWTs records the time as the user's last login. Off by default.</summary>
    [ConfigurationKeyName("UPDATE_LAST_LOGIN")]
    public bool UpdateLastLogin { get; set; }

    /// <summary>Whether inactive users are refused. On by default; off lets them obtain and use JWTs, as in Django.</summary>
    [ConfigurationKeyName("CHECK_USER_IS_ACTIVE")]
    public bool CheckUserIsActive { get; set; } = true;

    /// <summary>Whether JWTs carry a fingerprint of the password hash and end with it. Off by default.</summary>
    [ConfigurationKeyName("CHECK_REVOKE_TOKEN")]
    public bool CheckRevokeToken { get; set; }

    /// <summary>
    /// The one <c>alg</c> that JWTs are signed with and accepted in: HS, RS, ES or PS with 256, 384 or 512. By default ES256
    /// with keys from the key ring, and HS256 where a signing key is given.
    /// </summary>
    [ConfigurationKeyName("ALGORITHM"), SupportedAlgorithm]
    public string? Algorithm { get; set; }

    /// <summary>
    /// The secret of the HS algorithms as text, at least 16 characters: Django's <c>SECRET_KEY</c> for a site that moves. For
    /// the others a private key in PEM. All JWTs are then signed with it.
    /// </summary>
    [ConfigurationKeyName("SIGNING_KEY"), MinLength(16, ErrorMessage = "{0} must have at least 16 characters.")]
    public string? SigningKey { get; set; }

    /// <summary>The public key in PEM of RS, ES and PS; that of <see cref="SigningKey"/> unless given. Without effect with HS, as in Django.</summary>
    [ConfigurationKeyName("VERIFYING_KEY")]
    public string? VerifyingKey { get; set; }

    /// <summary>Where the keys of another issuer are published (RFC 7517): tokens that name one of them are accepted. Not with HS.</summary>
    [ConfigurationKeyName("JWK_URL")]
    public string? JwkUrl { get; set; }

    /// <summary>The <c>aud</c> claim: written into every JWT and one of them required in it. None by default.</summary>
    [ConfigurationKeyName("AUDIENCE")]
    public IList<string> Audience { get; set; } = [];

    /// <summary>The <c>iss</c> claim: written into every JWT and required in it. None by default.</summary>
    [ConfigurationKeyName("ISSUER")]
    public string? Issuer { get; set; }

    /// <summary>How far a clock may be off when <c>exp</c>, <c>nbf</c>, <c>iat</c> and <c>refresh_exp</c> are checked: 10 minutes at most. None by default.</summary>
    [ConfigurationKeyName("LEEWAY"), Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan Leeway { get; set; }

    /// <summary>The words accepted before an access token; the first stands in <c>WWW-Authenticate</c>. <c>Bearer</c> by default.</summary>
    [ConfigurationKeyName("AUTH_HEADER_TYPES")]
    public IList<string> AuthHeaderTypes { get; set; } = [];

    /// <summary>The header of the access token, as WSGI spells it: <c>HTTP_</c> and the name in upper case with underscores.</summary>
    [ConfigurationKeyName("AUTH_HEADER_NAME"), RegularExpression("HTTP_[A-Z0-9_]+", ErrorMessage = "{0} must look like HTTP_AUTHORIZATION.")]
    public string AuthHeaderName { get; set; } = "HTTP_AUTHORIZATION";

    /// <summary>The token classes that open resources, tried in order: the access token's by default, the sliding token's.</summary>
    [ConfigurationKeyName("AUTH_TOKEN_CLASSES"), KnownNames(AccessTokenClass, SlidingTokenClass)]
    public IList<string> AuthTokenClasses { get; set; } = [];

    /// <summary>What the user claim holds: <c>id</c> or <c>username</c>.</summary>
    [ConfigurationKeyName("USER_ID_FIELD"), AllowedValues("id", "pk", "username", ErrorMessage = "{0} must be id or username.")]
    public string UserIdField { get; set; } = "id";

    /// <summary>The claim that names the user.</summary>
    [ConfigurationKeyName("USER_ID_CLAIM"), Required]
    public string UserIdClaim { get; set; } = "user_id";

    /// <summary>The claim that tells access, refresh and sliding tokens apart. Unlike in Django it cannot be left out.</summary>
    [ConfigurationKeyName("TOKEN_TYPE_CLAIM"), Required]
    public string TokenTypeClaim { get; set; } = "token_type";

    /// <summary>The claim that names the token itself. Unlike in Django it cannot be left out.</summary>
    [ConfigurationKeyName("JTI_CLAIM"), Required]
    public string JtiClaim { get; set; } = "jti";

    /// <summary>The claim that says until when a sliding token can be refreshed.</summary>
    [ConfigurationKeyName("SLIDING_TOKEN_REFRESH_EXP_CLAIM"), Required]
    public string SlidingTokenRefreshExpClaim { get; set; } = "refresh_exp";

    /// <summary>The claim of <see cref="CheckRevokeToken"/>.</summary>
    [ConfigurationKeyName("REVOKE_TOKEN_CLAIM"), Required]
    public string RevokeTokenClaim { get; set; } = "hash_password";
}
