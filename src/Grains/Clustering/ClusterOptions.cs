using System.ComponentModel.DataAnnotations;
using System.Net;

namespace TokenGrains.Grains.Clustering;

/// <summary>Where the grains live and how processes find each other, in the section <c>Cluster</c>.</summary>
public sealed class ClusterOptions : IValidatableObject
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Cluster";

    /// <summary>The name under which Orleans files all rows. Changing it would make every row invisible, so it is no setting.</summary>
    public const string ServiceId = "tokengrains";

    /// <summary>Where a host finds the grains. <see cref="ClusterMode.Embedded"/> by default. A silo of its own has no use for it.</summary>
    [EnumDataType(typeof(ClusterMode))]
    public ClusterMode Mode { get; set; } = ClusterMode.Embedded;

    /// <summary>Silos of the same cluster id in the same database form one cluster. Default: <c>tokengrains</c>.</summary>
    [Required(AllowEmptyStrings = false), StringLength(150)]
    public string ClusterId { get; set; } = "tokengrains";

    /// <summary>
    /// The IP address that this silo binds to and that the others reach it at. Default: 127.0.0.1. Whoever reaches it can call
    /// any grain, unless the certificate files are given.
    /// </summary>
    public string Address { get; set; } = "127.0.0.1";

    /// <summary>The port for other silos, 1 to 65535. Default: 11111.</summary>
    [Range(1, 65535)]
    public int SiloPort { get; set; } = 11111;

    /// <summary>The port for hosts in mode <see cref="ClusterMode.Client"/>, 1 to 65535; 0 for none. Default: 30000.</summary>
    [Range(0, 65535)]
    public int GatewayPort { get; set; } = 30000;

    /// <summary>This process' certificate in PEM, with its chain. With it, silos and hosts speak mutual TLS only.</summary>
    public string? CertificateFile { get; set; }

    /// <summary>The private key of <see cref="CertificateFile"/> in PEM.</summary>
    public string? CertificateKeyFile { get; set; }

    /// <summary>The authorities in PEM that alone may issue the others' certificates. Every certificate of theirs is let in.</summary>
    public string? AuthorityFile { get; set; }

    internal IPAddress IPAddress => IPAddress.Parse(Address);

    internal bool UsesTls => CertificateFile is not null;

    /// <summary>What one setting alone cannot show.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        // An unspecified address cannot be told to others, and would open the port on every interface.
        if (!IPAddress.TryParse(Address, out var address) || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any))
            yield return new ValidationResult($"{Section}:{nameof(Address)} must be one IP address of this machine.");
        if (SiloPort == GatewayPort)
            yield return new ValidationResult($"{Section}:{nameof(SiloPort)} and {Section}:{nameof(GatewayPort)} must differ.");

        string?[] files = [CertificateFile, CertificateKeyFile, AuthorityFile];
        if (files.Any(file => file is not null) && files.Any(string.IsNullOrEmpty))
            yield return new ValidationResult($"{Section}: {nameof(CertificateFile)}, {nameof(CertificateKeyFile)} and {nameof(AuthorityFile)} go together.");
        else if (UsesTls && ClusterCertificates.FindProblem(this) is { } problem)
            yield return new ValidationResult(problem);
    }
}

/// <summary>Where a host finds the grains.</summary>
public enum ClusterMode
{
    /// <summary>In its own process, alone, with no port open to other silos or clients.</summary>
    Embedded,

    /// <summary>In its own process, as one silo of a cluster.</summary>
    CoHosted,

    /// <summary>In the silos of a cluster.</summary>
    Client,
}
