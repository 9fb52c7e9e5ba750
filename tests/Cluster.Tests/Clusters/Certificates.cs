using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace TokenGrains.Cluster.Tests.Clusters;

/// <summary>An authority of its own, and the files of one certificate of it.</summary>
internal sealed class Certificates
{
    private readonly string _folder;

    public Certificates(string folder)
    {
        _folder = Directory.CreateDirectory(folder).FullName;
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=authority", authorityKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        var now = TimeProvider.System.GetUtcNow();
        using var authority = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var own = new CertificateRequest("CN=member", key, HashAlgorithmName.SHA256);
        using var certificate = own.Create(authority, now.AddHours(-1), now.AddHours(1), RandomNumberGenerator.GetBytes(8));
        File.WriteAllText(Authority, authority.ExportCertificatePem());
        File.WriteAllText(Certificate, certificate.ExportCertificatePem());
        File.WriteAllText(Key, key.ExportPkcs8PrivateKeyPem());
    }

    public IEnumerable<string> Settings =>
        [$"--Cluster:CertificateFile={Certificate}", $"--Cluster:CertificateKeyFile={Key}", $"--Cluster:AuthorityFile={Authority}"];

    private string Authority => Path.Combine(_folder, "authority.pem");

    private string Certificate => Path.Combine(_folder, "certificate.pem");

    private string Key => Path.Combine(_folder, "key.pem");
}
