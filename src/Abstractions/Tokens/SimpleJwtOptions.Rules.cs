using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;

namespace TokenGrains.Tokens;

public sealed partial class SimpleJwtOptions : IValidatableObject
{
    // "sub" is missing on purpose: Django sites do put the user there.
    private static readonly string[] OtherClaims = ["exp", "iat", "nbf", "iss", "aud", OwnClaims.Session, OwnClaims.SessionEpoch, OwnClaims.Name, OwnClaims.User];

    /// <summary>True if JWTs are signed with the configured key, as Django signs them, and not with keys of the ring.</summary>
    public bool UsesSigningKey => SigningKey is not null;

    /// <summary>The algorithm in force.</summary>
    public string EffectiveAlgorithm => Algorithm ?? (UsesSigningKey ? "HS256" : "ES256");

    /// <summary>Whether verify asks the session if a refresh token is still good.</summary>
    public bool VerifyAsksSession => BlacklistAfterRotation ?? RotateRefreshTokens;

    /// <summary>False if the user claim holds the name.</summary>
    public bool NamesUsersById => UserIdField is not "username";

    /// <summary>The token types that open resources, in the order in which they are tried.</summary>
    public IReadOnlyList<string> AuthTokenTypes => AuthTokenClasses.Count == 0
        ? [TokenTypes.Access]
        : [.. AuthTokenClasses.Select(name => name == SlidingTokenClass ? TokenTypes.Sliding : TokenTypes.Access)];

    /// <summary>PyJWT took a <c>jti</c> and a <c>sub</c> of any type up to 2.9.</summary>
    internal bool AcceptsAnySubject => Profile is "5.2";

    /// <summary>Whether an access token takes over the refresh token's <c>iat</c>, as it did up to 5.5.0.</summary>
    public bool CopiesIssuedAt => Profile is "5.2";

    /// <summary>Whether blacklisting looks for the token's user, as it does since 5.4: before, a claim that can be nobody's did not matter.</summary>
    public bool BlacklistAsksUser => Profile is not "5.2";

    private bool UsesSecret => EffectiveAlgorithm.StartsWith("HS", StringComparison.Ordinal);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (FindKeyFault() is { } fault)
            yield return new ValidationResult(fault);
        if (JwkUrl is not null && UsesSecret)
            yield return new ValidationResult($"{Section}:JWK_URL publishes public keys; {EffectiveAlgorithm} has none.");
        if (JwkUrl is not null && !(Uri.TryCreate(JwkUrl, UriKind.Absolute, out var url) && url.Scheme is "https" or "http"))
            yield return new ValidationResult($"{Section}:JWK_URL must be an http or https address.");

        string[] claims = [UserIdClaim, TokenTypeClaim, JtiClaim, SlidingTokenRefreshExpClaim, RevokeTokenClaim];
        if (claims.Distinct(StringComparer.Ordinal).Count() < claims.Length || claims.Any(OtherClaims.Contains))
            yield return new ValidationResult($"{Section}:USER_ID_CLAIM, TOKEN_TYPE_CLAIM, JTI_CLAIM, SLIDING_TOKEN_REFRESH_EXP_CLAIM and REVOKE_TOKEN_CLAIM must differ from each other and from {string.Join(", ", OtherClaims)}.");
    }

    private string? FindKeyFault()
    {
        if (!SupportedAlgorithmAttribute.IsSupported(EffectiveAlgorithm))
            return null; // Reported by the attribute.
        if (!UsesSigningKey && VerifyingKey is not null)
            return $"{Section}:VERIFYING_KEY is the public half of {Section}:SIGNING_KEY, which is missing. Tokens of another issuer are accepted with {Section}:JWK_URL.";
        if (!UsesSigningKey)
            return EffectiveAlgorithm is "ES256" || JwkUrl is not null ? null : $"{Section}:ALGORITHM {EffectiveAlgorithm} needs {Section}:SIGNING_KEY.";

        var isPem = SigningKey!.Contains("-----BEGIN", StringComparison.Ordinal);
        if (UsesSecret)
            return isPem ? $"{Section}:SIGNING_KEY is a key in PEM, and {EffectiveAlgorithm} wants a secret: give {Section}:ALGORITHM, too." : null;

        try
        {
            // Without a private half there is nothing to sign with.
            if (!isPem || !SigningKey.Contains("PRIVATE KEY", StringComparison.Ordinal))
                return $"{Section}:SIGNING_KEY must be a private key in PEM for {EffectiveAlgorithm}.";

            (ConfiguredKeys.Verifying(this) as IDisposable)?.Dispose();
            return null;
        }
        catch (Exception exception) when (exception is ArgumentException or CryptographicException)
        {
            // Without its text: who knows how much of the key it quotes.
            return $"{Section}:SIGNING_KEY and {Section}:VERIFYING_KEY must be one pair of keys in PEM, fit for {EffectiveAlgorithm}: RSA of at least {RsaPublicKey.ShortestKey} bits for RS and PS, the curve of that size for ES.";
        }
    }
}
