using System.Security.Cryptography;
using System.Text;

namespace TokenGrains.Tokens;

/// <summary>The keys that <c>SIGNING_KEY</c>, <c>VERIFYING_KEY</c> and <c>ALGORITHM</c> name. Tokens do not name them: there is no <c>kid</c>.</summary>
public static class ConfiguredKeys
{
    /// <summary>What verifies: the secret itself, or the public key, which is that of <c>SIGNING_KEY</c> where none is given.</summary>
    /// <exception cref="ArgumentException">The text is no key of the algorithm, or a public key is missing.</exception>
    /// <exception cref="CryptographicException">The key is damaged, too short or on another curve.</exception>
    public static JwsKey Verifying(SimpleJwtOptions options)
    {
        var algorithm = options.EffectiveAlgorithm;
        if (algorithm.StartsWith("HS", StringComparison.Ordinal))
            return new HmacKey(keyId: null, algorithm, Encoding.UTF8.GetBytes(options.SigningKey!)) { IsShared = true };

        var pem = options.VerifyingKey ?? options.SigningKey!;
        if (algorithm.StartsWith("ES", StringComparison.Ordinal))
        {
            using var ecdsa = ReadEcdsa(pem);
            return new EcdsaPublicKey(keyId: null, algorithm, ecdsa.ExportSubjectPublicKeyInfo()) { IsShared = true };
        }

        using var rsa = ReadRsa(pem);
        return new RsaPublicKey(keyId: null, algorithm, rsa.ExportSubjectPublicKeyInfo()) { IsShared = true };
    }

    /// <summary>Reads an elliptic-curve key in PEM, public or private.</summary>
    public static ECDsa ReadEcdsa(string pem)
    {
        var key = ECDsa.Create();
        key.ImportFromPem(pem);
        return key;
    }

    /// <summary>Reads an RSA key in PEM, public or private.</summary>
    public static RSA ReadRsa(string pem)
    {
        var key = RSA.Create();
        key.ImportFromPem(pem);
        return key;
    }
}
