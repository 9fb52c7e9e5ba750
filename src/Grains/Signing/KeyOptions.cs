using System.ComponentModel.DataAnnotations;

namespace TokenGrains.Grains.Signing;

/// <summary>How the keys of the cluster are protected and rotated, in the section <c>Keys</c>.</summary>
public sealed class KeyOptions : IValidatableObject
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Keys";

    /// <summary>
    /// The secret that all keys in storage are encrypted under: 32 random bytes in base64. Every silo of a cluster needs the
    /// same. Where it is not given, <see cref="MasterKeyFile"/> holds it.
    /// </summary>
    public string? MasterKey { get; set; }

    /// <summary>
    /// The file of the master key, used where <see cref="MasterKey"/> is not given. Made at the first start, readable by its
    /// owner only. Without it the tokens in storage are worth nothing: back it up apart from the storage.
    /// </summary>
    [Required]
    public string MasterKeyFile { get; set; } = "data/tokengrains.key";

    /// <summary>How long a key signs access tokens: 1 hour to 10 years; 90 days by default.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "3650.00:00:00")]
    public TimeSpan RotationPeriod { get; set; } = TimeSpan.FromDays(90);

    /// <summary>How long a key is published before it signs: 10 minutes to 30 days; 1 day by default.</summary>
    [Range(typeof(TimeSpan), "00:10:00", "30.00:00:00")]
    public TimeSpan AnnouncePeriod { get; set; } = TimeSpan.FromDays(1);

    /// <summary>How often silos and hosts ask for the keys: 1 second to 5 minutes, so twice in any announce period.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan RefreshInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (MasterKey is { } key && !TokenGrains.Grains.Signing.MasterKey.TryDecode(key, out _))
            yield return new ValidationResult($"{Section}:{nameof(MasterKey)} must be 32 bytes in base64.");
        if (AnnouncePeriod >= RotationPeriod)
            yield return new ValidationResult($"{Section}:{nameof(AnnouncePeriod)} must be shorter than {Section}:{nameof(RotationPeriod)}.");
    }
}
