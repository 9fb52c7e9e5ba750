using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace TokenGrains.ApiHost.Tests.Hostile;

/// <summary>Keys that anyone can make, or read where the server publishes its own.</summary>
internal static class AttackerKeys
{
    public static readonly byte[] EmbeddedSecret = Encoding.ASCII.GetBytes("the secret that the header brings along");

    private static readonly ECDsa Ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private static readonly RSA Rsa = RSA.Create(2048);

    /// <summary>HMAC as the header's <c>alg</c> says, by SHA-256 if it says nothing of the kind.</summary>
    public static Func<byte[], byte[]> Hmac(string header, byte[] secret) => JsonDocument.Parse(header).RootElement.GetProperty("alg").ToString() switch
    {
        "HS384" => input => HMACSHA384.HashData(secret, input),
        "HS512" => input => HMACSHA512.HashData(secret, input),
        _ => input => HMACSHA256.HashData(secret, input),
    };

    public static Func<byte[], byte[]> Signer(string algorithm) => algorithm switch
    {
        "ES256" => input => Ec.SignData(input, HashAlgorithmName.SHA256),
        "HS256" => input => HMACSHA256.HashData(EmbeddedSecret, input),
        "RS384" => input => Rsa.SignData(input, HashAlgorithmName.SHA384, RSASignaturePadding.Pkcs1),
        "PS256" => input => Rsa.SignData(input, HashAlgorithmName.SHA256, RSASignaturePadding.Pss),
        "PS512" => input => Rsa.SignData(input, HashAlgorithmName.SHA512, RSASignaturePadding.Pss),
        "ES384" => Curve(ECCurve.NamedCurves.nistP384, HashAlgorithmName.SHA384),
        "ES256K" => Curve(ECCurve.CreateFromValue("1.3.132.0.10"), HashAlgorithmName.SHA256),
        // There is no key of this kind in the platform; a signature of its length by none is as good.
        "Ed25519" => input => SHA512.HashData(input),
        _ => throw new NotSupportedException(algorithm),
    };

    /// <summary>The server's public key as bytes that a confused server might take for a secret: RFC 8725 section 2.1.</summary>
    public static byte[] Encode(byte[] publicKey, string? keyId, string encoding)
    {
        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(publicKey, out _);
        var (point, pem) = (key.ExportParameters(includePrivateParameters: false).Q, key.ExportSubjectPublicKeyInfoPem());
        return encoding switch
        {
            "jwks_x_bytes" => point.X!,
            "jwk_json_compact" => Encoding.UTF8.GetBytes(Jwk(point, keyId)),
            "jwk_json_pretty" => Encoding.UTF8.GetBytes(Jwk(point, keyId).Replace(",", ",\n  ", StringComparison.Ordinal)),
            "jwks_json_whole" => Encoding.UTF8.GetBytes($"{{\"keys\":[{Jwk(point, keyId)}]}}"),
            "raw_point_uncompressed" => [4, .. point.X!, .. point.Y!],
            "raw_point_compressed" => [(byte)(2 + (point.Y![^1] & 1)), .. point.X!],
            "spki_der" => publicKey,
            "spki_pem_lf" => Encoding.ASCII.GetBytes(pem + "\n"),
            "spki_pem_crlf" => Encoding.ASCII.GetBytes(pem.ReplaceLineEndings("\r\n") + "\r\n"),
            "spki_pem_no_final_newline" => Encoding.ASCII.GetBytes(pem),
            "ssh_public" => Encoding.ASCII.GetBytes($"ecdsa-sha2-nistp256 {Convert.ToBase64String([4, .. point.X!, .. point.Y!])}"),
            // The server has no RSA key and no certificate; somebody's will have to do.
            "rsa_n_bytes" => Rsa.ExportParameters(includePrivateParameters: false).Modulus!,
            "pkcs1_pem" or "x509_pem_self_made" => Encoding.ASCII.GetBytes(Rsa.ExportRSAPublicKeyPem()),
            _ => throw new NotSupportedException(encoding),
        };
    }

    /// <summary>What a header says its own signature is to be checked with.</summary>
    public static string EmbeddedJwk(string kind) => kind is "jwk_oct"
        ? $$"""{"kty":"oct","k":"{{Base64Url.EncodeToString(EmbeddedSecret)}}","alg":"HS256"}"""
        : Jwk(Ec.ExportParameters(includePrivateParameters: false).Q, "embedded");

    private static string Jwk(ECPoint point, string? keyId) =>
        $$"""{"kty":"EC","crv":"P-256","x":"{{Base64Url.EncodeToString(point.X)}}","y":"{{Base64Url.EncodeToString(point.Y)}}","kid":"{{keyId}}"}""";

    private static Func<byte[], byte[]> Curve(ECCurve curve, HashAlgorithmName hash) => input =>
    {
        using var key = ECDsa.Create(curve);
        return key.SignData(input, hash);
    };
}
