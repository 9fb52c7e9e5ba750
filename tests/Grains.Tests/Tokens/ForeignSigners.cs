using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using NSec.Cryptography;

namespace TokenGrains.Grains.Tests.Tokens;

/// <summary>Signs as someone would who has none of our secrets: with keys of their own, guessed ones, and our public key.</summary>
internal sealed class ForeignSigners(ECDsa ours, string algorithm) : IDisposable
{
    private readonly ECDsa _curve256 = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly RSA _rsa = RSA.Create(2048);
    private readonly byte[] _secret = RandomNumberGenerator.GetBytes(32);

    /// <summary>The signed tokens; none where the signature must be ours or the public key has no such form.</summary>
    public IEnumerable<string> Sign(string header, string payload, JsonObject sign)
    {
        var signed = Encoding.UTF8.GetBytes($"{Jws.Encode(header)}.{payload}");
        var claimed = (string)JsonNode.Parse(header)!["alg"]!;
        var (kind, detail) = sign.First();
        var signatures = kind switch
        {
            "hook" => [],
            "hmac_key" => [Hmac(claimed, Encoding.UTF8.GetBytes((string)detail!), signed)],
            "hmac_embedded" => [Hmac("HS256", _secret, signed)],
            "hmac_key_from_public" => PublicForms((string)detail!).Select(form => Hmac(claimed, form, signed)),
            "attacker_key" => [Asymmetric((string)detail!, signed)],
            _ => throw new NotSupportedException(kind),
        };
        return signatures.Select(signature => $"{Jws.Encode(header)}.{payload}.{Base64Url.EncodeToString(signature)}");
    }

    /// <summary>Puts the foreign key into the header, for a verifier that would take it from there (RFC 8725 section 2.8).</summary>
    public void Embed(JsonObject header, string place)
    {
        switch (place)
        {
            case "jwk":
                header["jwk"] = JsonNode.Parse(Jwk(_curve256));
                break;
            case "jwk_oct":
                header["alg"] = "HS256";
                header["jwk"] = new JsonObject { ["kty"] = "oct", ["k"] = Base64Url.EncodeToString(_secret) };
                break;
            case "x5c":
                header["x5c"] = new JsonArray(Convert.ToBase64String(Certificate(_curve256).RawData));
                break;
            default:
                throw new NotSupportedException(place);
        }
    }

    public void Dispose()
    {
        _curve256.Dispose();
        _rsa.Dispose();
    }

    private byte[] Asymmetric(string kind, byte[] signed) => kind switch
    {
        "server_alg" when algorithm.StartsWith("HS", StringComparison.Ordinal) => Hmac(algorithm, _secret, signed),
        "server_alg" or "ES256" => _curve256.SignData(signed, HashAlgorithmName.SHA256),
        "ES384" => Ecdsa(ECCurve.NamedCurves.nistP384, HashAlgorithmName.SHA384, signed),
        "ES256K" => Ecdsa(ECCurve.CreateFromFriendlyName("secp256k1"), HashAlgorithmName.SHA256, signed),
        "RS384" => _rsa.SignData(signed, HashAlgorithmName.SHA384, RSASignaturePadding.Pkcs1),
        "PS256" => _rsa.SignData(signed, HashAlgorithmName.SHA256, RSASignaturePadding.Pss),
        "PS512" => _rsa.SignData(signed, HashAlgorithmName.SHA512, RSASignaturePadding.Pss),
        "Ed25519" => Ed25519(signed),
        _ => throw new NotSupportedException(kind),
    };

    private IEnumerable<byte[]> PublicForms(string form)
    {
        var point = ours.ExportParameters(includePrivateParameters: false).Q;
        var pem = ours.ExportSubjectPublicKeyInfoPem();
        return form switch
        {
            "jwks_x_bytes" => [point.X!],
            "jwk_json_compact" => [Encoding.UTF8.GetBytes(Jwk(ours))],
            "jwk_json_pretty" => [Encoding.UTF8.GetBytes(Jwk(ours).Replace(",", ",\n  ", StringComparison.Ordinal))],
            "jwks_json_whole" => [Encoding.UTF8.GetBytes($"{{\"keys\":[{Jwk(ours)}]}}")],
            "spki_pem_lf" => [Encoding.UTF8.GetBytes(pem + "\n")],
            "spki_pem_crlf" => [Encoding.UTF8.GetBytes((pem + "\n").Replace("\n", "\r\n", StringComparison.Ordinal))],
            "spki_pem_no_final_newline" => [Encoding.UTF8.GetBytes(pem)],
            "spki_der" => [ours.ExportSubjectPublicKeyInfo()],
            "ssh_public" => [Encoding.UTF8.GetBytes("ecdsa-sha2-nistp256 " + Convert.ToBase64String([4, .. point.X!, .. point.Y!]))],
            "raw_point_uncompressed" => [[4, .. point.X!, .. point.Y!]],
            "raw_point_compressed" => [[(byte)(2 + (point.Y![^1] & 1)), .. point.X!]],
            "x509_pem_self_made" => [Encoding.UTF8.GetBytes(Certificate(ours).ExportCertificatePem())],

            // Forms of an RSA key, which ours is not: the nearest an attacker has.
            "rsa_n_bytes" => [point.X!, point.Y!],
            "pkcs1_pem" => [Encoding.UTF8.GetBytes(pem.Replace("PUBLIC KEY", "RSA PUBLIC KEY", StringComparison.Ordinal))],
            _ => throw new NotSupportedException(form),
        };
    }

    private static byte[] Hmac(string algorithm, byte[] secret, byte[] signed) => algorithm switch
    {
        "HS256" => HMACSHA256.HashData(secret, signed),
        "HS384" => HMACSHA384.HashData(secret, signed),
        "HS512" => HMACSHA512.HashData(secret, signed),
        _ => throw new NotSupportedException(algorithm),
    };

    private static byte[] Ecdsa(ECCurve curve, HashAlgorithmName hash, byte[] signed)
    {
        using var key = ECDsa.Create(curve);
        return key.SignData(signed, hash);
    }

    private static byte[] Ed25519(byte[] signed)
    {
        using var key = Key.Create(SignatureAlgorithm.Ed25519);
        return SignatureAlgorithm.Ed25519.Sign(key, signed);
    }

    private static string Jwk(ECDsa key)
    {
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        return $$"""{"kty":"EC","crv":"P-256","x":"{{Base64Url.EncodeToString(point.X)}}","y":"{{Base64Url.EncodeToString(point.Y)}}"}""";
    }

    private static X509Certificate2 Certificate(ECDsa key)
    {
        var start = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        return new CertificateRequest("CN=x", key, HashAlgorithmName.SHA256).CreateSelfSigned(start, start.AddYears(1));
    }
}
