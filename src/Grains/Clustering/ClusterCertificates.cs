using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace TokenGrains.Grains.Clustering;

/// <summary>The certificates of one process: its own, and the authorities that vouch for the others.</summary>
internal sealed class ClusterCertificates
{
    private ClusterCertificates(SslStreamCertificateContext own, X509ChainPolicy trust)
    {
        Own = own;
        Trust = trust;
    }

    /// <summary>The certificate with its key and chain.</summary>
    public SslStreamCertificateContext Own { get; }

    /// <summary>Who is let in: every certificate that leads to one of the authorities. The system's own roots count for nothing.</summary>
    public X509ChainPolicy Trust { get; }

    /// <summary>Reads the files; null without any.</summary>
    public static ClusterCertificates? Load(ClusterOptions options)
    {
        if (!options.UsesTls)
            return null;

        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPemFile(options.AuthorityFile!);
        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(options.CertificateFile!);
        var own = X509Certificate2.CreateFromPemFile(options.CertificateFile!, options.CertificateKeyFile);
        var trust = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        trust.CustomTrustStore.AddRange(authorities);
        return new ClusterCertificates(SslStreamCertificateContext.Create(own, chain, offline: true), trust);
    }

    /// <summary>Why the files cannot be used; null if they can. The text quotes no content.</summary>
    public static string? FindProblem(ClusterOptions options)
    {
        foreach (var (setting, path) in new[]
        {
            (nameof(ClusterOptions.CertificateFile), options.CertificateFile),
            (nameof(ClusterOptions.CertificateKeyFile), options.CertificateKeyFile),
            (nameof(ClusterOptions.AuthorityFile), options.AuthorityFile),
        })
        {
            if (!File.Exists(path))
                return $"{ClusterOptions.Section}:{setting}: there is no file {path}.";
        }

        try
        {
            return Load(options)!.Trust.CustomTrustStore.Count == 0
                ? $"{ClusterOptions.Section}:{nameof(ClusterOptions.AuthorityFile)} holds no certificate in PEM."
                : null;
        }
        catch (Exception unusable) when (unusable is CryptographicException or IOException or UnauthorizedAccessException)
        {
            return $"{ClusterOptions.Section}: the certificate, its key and the authorities cannot be read as PEM, or do not belong together.";
        }
    }
}
