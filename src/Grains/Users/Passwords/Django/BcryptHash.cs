using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Org.BouncyCastle.Crypto.Generators;

namespace TokenGrains.Grains.Users.Passwords.Django;

/// <summary>
/// <c>bcrypt$$2b$12$salt-and-hash</c>: the first 72 bytes of the password; or <c>bcrypt_sha256</c>: its SHA-256 in hexadecimal.
/// </summary>
internal sealed partial class BcryptHash : DjangoHash
{
    private const int MostCost = 14;
    private const int LeastCost = 4;
    private const int MostPasswordBytes = 72;
    private const int SaltLength = 16;
    private const int HashLength = 23;
    private const string BcryptAlphabet = "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private const string Base64Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    private readonly bool _isDigested;
    private readonly int _cost;
    private readonly byte[] _salt;
    private readonly byte[] _expected;

    private BcryptHash(bool isDigested, int cost, byte[] salt, byte[] expected) =>
        (_isDigested, _cost, _salt, _expected) = (isDigested, cost, salt, expected);

    public static HashFault? Read(string crypt, bool isDigested, out DjangoHash? hash)
    {
        hash = null;
        var match = Crypt().Match(crypt);
        if (!match.Success
            || int.Parse(match.Groups["cost"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) is not (>= LeastCost and var cost)
            || !TryFromBase64(Translate(match.Groups["salt"].Value), SaltLength, SaltLength, out var salt)
            || !TryFromBase64(Translate(match.Groups["hash"].Value), HashLength, HashLength, out var expected))
        {
            return HashFault.Malformed;
        }

        if (cost > MostCost)
            return HashFault.TooExpensive;

        hash = new BcryptHash(isDigested, cost, salt, expected);
        return null;
    }

    protected override bool Matches(byte[] password)
    {
        var input = _isDigested ? Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(password))) : password;
        // A password shorter than bcrypt's limit counts with the zero behind it.
        var isShort = input.Length < MostPasswordBytes;
        var computed = BCrypt.Generate(isShort ? input : input[..MostPasswordBytes], _salt, _cost, addTerminator: isShort);
        return CryptographicOperations.FixedTimeEquals(computed.AsSpan(0, HashLength), _expected);
    }

    private static string Translate(string text) =>
        string.Create(text.Length, text, static (span, from) =>
        {
            for (var at = 0; at < span.Length; at++)
                span[at] = Base64Alphabet[BcryptAlphabet.IndexOf(from[at], StringComparison.Ordinal)];
        });

    [GeneratedRegex(@"\A\$2[aby]\$(?<cost>[0-9]{2})\$(?<salt>[./A-Za-z0-9]{22})(?<hash>[./A-Za-z0-9]{31})\z", RegexOptions.CultureInvariant)]
    private static partial Regex Crypt();
}
