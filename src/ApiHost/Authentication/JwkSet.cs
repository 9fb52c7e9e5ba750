using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using TokenGrains.Tokens;

namespace TokenGrains.ApiHost.Authentication;

/// <summary>Reads the public keys of a JWK set (RFC 7517 section 5) that fit one algorithm. All others are passed over.</summary>
internal static class JwkSet
{
    private const int MostKeys = 64;

    /// <exception cref="FormatException">The bytes are not a JWK set.</exception>
    public static ImmutableArray<JwsKey> Read(ReadOnlyMemory<byte> json, string algorithm)
    {
        try
        {
            using var set = JsonDocument.Parse(json);
            return [.. set.RootElement.GetProperty("keys").EnumerateArray().Take(MostKeys).Select(key => ReadKey(key, algorithm)).OfType<JwsKey>()];
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new FormatException("This is not a JWK set.", exception);
        }
    }

    private static JwsKey? ReadKey(JsonElement key, string algorithm)
    {
        try
        {
            if (Text(key, "kid") is not { } keyId || Text(key, "use") is not (null or "sig") || (Text(key, "alg") ?? algorithm) != algorithm)
                return null;

            return (Text(key, "kty"), algorithm[..2]) switch
            {
                ("EC", "ES") => new EcdsaPublicKey(keyId, algorithm, ReadEcdsa(key)) { IsShared = true },
                ("RSA", "RS" or "PS") => new RsaPublicKey(keyId, algorithm, ReadRsa(key)) { IsShared = true },
                _ => null,
            };
        }
        catch (Exception exception) when (exception is CryptographicException or FormatException or InvalidOperationException or PlatformNotSupportedException)
        {
            return null;
        }
    }

    // RFC 7518 section 6.2.1.
    private static byte[] ReadEcdsa(JsonElement key)
    {
        var curve = Text(key, "crv") switch
        {
            "P-256" => ECCurve.NamedCurves.nistP256,
            "P-384" => ECCurve.NamedCurves.nistP384,
            "P-521" => ECCurve.NamedCurves.nistP521,
            _ => throw new FormatException("The curve is unknown."),
        };
        using var ecdsa = ECDsa.Create(new ECParameters { Curve = curve, Q = new ECPoint { X = Bytes(key, "x"), Y = Bytes(key, "y") } });
        return ecdsa.ExportSubjectPublicKeyInfo();
    }

    // RFC 7518 section 6.3.1.
    private static byte[] ReadRsa(JsonElement key)
    {
        using var rsa = RSA.Create(new RSAParameters { Modulus = Bytes(key, "n"), Exponent = Bytes(key, "e") });
        return rsa.ExportSubjectPublicKeyInfo();
    }

    private static string? Text(JsonElement key, string name) => key.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static byte[] Bytes(JsonElement key, string name) => Convert.FromBase64String(Padded(Text(key, name) ?? ""));

    private static string Padded(string base64Url)
    {
        var base64 = base64Url.Replace('-', '+').Replace('_', '/');
        return base64.PadRight((base64.Length + 3) / 4 * 4, '=');
    }
}
