using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TokenGrains.Tokens;

namespace TokenGrains.ApiHost.Tests.Forged;

/// <summary>Five ways to forge each kind of token. The same every time: what looks random is derived from a counter.</summary>
internal static class Forgeries
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private const int OpaqueLength = 54;
    private const int MacOffset = 38;

    public static IEnumerable<string> OfOpaque(string live, MacKey serverKey, int count)
    {
        var foreignKey = new MacKey(serverKey.Id, [.. Bytes("foreign opaque key", MacKey.SecretLength)]);
        return Mix(
            count,
            number => Opaque(1, serverKey.Id, mac: null, number),
            number => Truncate(live, number),
            number => Edit(live, number),
            number => Opaque(1, serverKey.Id, foreignKey, number),
            // All versions but the one there is; the MAC is right, by our own key.
            number => Opaque((byte)(number % 255 is 0 ? 0 : (number % 255) + 1), serverKey.Id, serverKey, number));
    }

    public static IEnumerable<string> OfJwt(string live, IJwsSigner serverKey, int count)
    {
        var (header, payload) = (Jwt.Header(live).GetRawText(), Jwt.Payload(live).GetRawText());
        return Mix(
            count,
            number => $"{Jwt.Encode(header)}.{Base64Url.EncodeToString(Bytes($"payload {number}", 200))}.{Base64Url.EncodeToString(Bytes($"signature {number}", serverKey.SignatureLength))}",
            number => Truncate(live, number),
            number => Edit(live, number),
            number => Jwt.Sign(header, payload, input => HMACSHA256.HashData(Bytes($"key {number}", 32), input)),
            // A key or a type that we do not have, signed with our own key.
            number => Jwt.Sign(OtherVersion(header, number), payload, serverKey.Sign));
    }

    private static IEnumerable<string> Mix(int count, params Func<int, string>[] ways) =>
        Enumerable.Range(0, count).Select(number => ways[number % ways.Length](number / ways.Length));

    private static string Opaque(byte version, byte keyId, MacKey? mac, int number)
    {
        var bytes = Bytes($"opaque {number}", OpaqueLength);
        (bytes[0], bytes[1]) = (version, keyId);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(2), 1_000_000 + number);
        mac?.Compute(bytes.AsSpan(0, MacOffset), bytes.AsSpan(MacOffset));
        return OpaqueToken.Prefix + Base64Url.EncodeToString(bytes);
    }

    private static string Truncate(string live, int number)
    {
        var length = 1 + (number * 7 % (live.Length - 1));
        return number % 2 == 0 ? live[..length] : live[^length..];
    }

    private static string Edit(string live, int number)
    {
        var text = new StringBuilder(live);
        var at = number * 37 % live.Length;
        text[at] = Alphabet[(Alphabet.IndexOf(live[at], StringComparison.Ordinal) + 1 + (number % 62)) % Alphabet.Length];
        return text.ToString();
    }

    private static string OtherVersion(string header, int number)
    {
        var kid = $"\"kid\":\"k{number.ToString(CultureInfo.InvariantCulture)}\"";
        return number % 2 == 0
            ? System.Text.RegularExpressions.Regex.Replace(header, "\"kid\":\"[^\"]*\"", kid)
            : System.Text.RegularExpressions.Regex.Replace(header, "\"typ\":\"[^\"]*\"", $"\"typ\":\"{(header.Contains("at+jwt", StringComparison.Ordinal) ? "JWT" : "at+jwt")}\",\"n\":{number}");
    }

    private static byte[] Bytes(string seed, int length) => HKDF.Expand(HashAlgorithmName.SHA256, SHA256.HashData(Encoding.UTF8.GetBytes(seed)), length);
}
