using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using TokenGrains.Tokens;

namespace TokenGrains.ApiHost.Tests;

/// <summary>Takes JWTs apart and puts them together without the host's own code.</summary>
internal static class Jwt
{
    public static JsonElement Header(string token) => Decode(token, 0);

    public static JsonElement Payload(string token) => Decode(token, 1);

    /// <summary>A JWS of these two texts, whatever they are.</summary>
    public static string Sign(string header, string payload, Func<byte[], byte[]> sign)
    {
        var input = $"{Encode(header)}.{Encode(payload)}";
        return $"{input}.{Base64Url.EncodeToString(sign(Encoding.ASCII.GetBytes(input)))}";
    }

    /// <summary>HS256 with a secret, as PyJWT writes it.</summary>
    public static string Hs256(string payload, string secret, string header = """{"alg":"HS256","typ":"JWT"}""") =>
        Sign(header, payload, input => HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), input));

    public static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    public static byte[] Sign(this IJwsSigner signer, byte[] input)
    {
        var signature = new byte[signer.SignatureLength];
        signer.Sign(input, signature);
        return signature;
    }

    private static JsonElement Decode(string token, int part) =>
        JsonDocument.Parse(Base64Url.DecodeFromChars(token.Split('.')[part])).RootElement;
}
