using TokenGrains.Tokens;

namespace TokenGrains.Revocations;

/// <summary>How long an entry of the revocation feed matters.</summary>
public static class RevocationRetention
{
    // Between the clocks of the silo that wrote the entry and the one that signed the token.
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);

    /// <summary>The life of the longest-lived token that opens resources, with leeway and a margin.</summary>
    public static TimeSpan Of(SimpleJwtOptions options)
    {
        var sliding = options.AuthTokenTypes.Contains(TokenTypes.Sliding) ? options.SlidingTokenLifetime : TimeSpan.Zero;
        var longest = sliding > options.AccessTokenLifetime ? sliding : options.AccessTokenLifetime;
        return longest + options.Leeway + Margin;
    }
}
