using System.ComponentModel.DataAnnotations;

namespace TokenGrains.Client;

/// <summary>Whose access tokens a service takes, and how it learns that one was ended early.</summary>
public sealed class TokenGrainsBearerOptions
{
    /// <summary>The base address of a TokenGrains host, or of the load balancer before several. HTTPS, unless it is a loopback address.</summary>
    [Required]
    public Uri? Authority { get; set; }

    /// <summary>The opaque token (<c>tg_...</c>) of a staff user, with which the revocation feed is read. A secret.</summary>
    [Required(AllowEmptyStrings = false)]
    public string FeedToken { get; set; } = "";

    /// <summary>The <c>iss</c> that tokens must have: the host's <c>SimpleJwt:ISSUER</c>. Null by default: any, as the host writes none by default.</summary>
    public string? Issuer { get; set; }

    /// <summary>The <c>aud</c> that tokens must have, as the host's <c>SimpleJwt:AUDIENCE</c>. Null by default: any.</summary>
    public string? Audience { get; set; }

    /// <summary>What becomes of a request while the feed does not reach this service: <see cref="StaleRule.Refuse"/> by default.</summary>
    [EnumDataType(typeof(StaleRule))]
    public StaleRule WhenStale { get; set; } = StaleRule.Refuse;

    internal string? FindProblem() =>
        Authority is not { IsAbsoluteUri: true } authority ? $"{nameof(Authority)} must be an absolute address."
        : authority.Scheme != Uri.UriSchemeHttps && !(authority.Scheme == Uri.UriSchemeHttp && authority.IsLoopback) ? $"{nameof(Authority)} must be https, unless it is a loopback address."
        : string.IsNullOrWhiteSpace(FeedToken) ? $"{nameof(FeedToken)} is missing."
        : null;

    /// <summary>Without the token, which must not reach a log.</summary>
    public override string ToString() => $"{nameof(TokenGrainsBearerOptions)} for {Authority}";
}

/// <summary>What becomes of a request with a well-signed token while the revocation feed does not reach this service.</summary>
public enum StaleRule
{
    /// <summary>503 with <c>Retry-After</c>: nobody knows whether the token is still good.</summary>
    Refuse,

    /// <summary>It is served. A token that was revoked meanwhile goes on working until it expires: a risk to be chosen knowingly.</summary>
    AcceptUnchecked,
}
