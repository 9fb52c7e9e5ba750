using System.ComponentModel.DataAnnotations;

namespace TokenGrains.ApiHost.Revocations;

/// <summary>What a host does about tokens that were ended early, in the section <c>Revocation</c>.</summary>
internal sealed class RevocationOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Revocation";

    /// <summary>What becomes of a JWT while the revocation feed does not reach this host: <c>AskGrains</c> by default.</summary>
    [EnumDataType(typeof(StaleRule))]
    public StaleRule WhenStale { get; set; }

    /// <summary>How many verified tokens of each kind the host keeps, so that none is verified twice: 0 (none) to 10 million; 20,000 by default.</summary>
    [Range(0, 10_000_000)]
    public int CachedTokens { get; set; } = 20_000;

    /// <summary>How many may follow the feed for other services at a time: 0 to 100,000; 1,000 by default.</summary>
    [Range(0, 100_000)]
    public int Followers { get; set; } = 1_000;
}

/// <summary>What becomes of a JWT while the revocation feed does not reach the host.</summary>
internal enum StaleRule
{
    /// <summary>Its session or user is asked, with each request.</summary>
    AskGrains,

    /// <summary>503: nobody knows whether it is still good.</summary>
    Refuse,
}
