using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace TokenGrains.Grains.Users.Passwords.Django;

/// <summary><c>pbkdf2_sha256$iterations$salt$hash</c>, or <c>pbkdf2_sha1</c>: RFC 8018, the salt as text, the hash in base64.</summary>
internal sealed class Pbkdf2Hash : DjangoHash
{
    // Django 6.0 writes 1,200,000.
    private const int MostIterations = 5_000_000;

    private readonly HashAlgorithmName _algorithm;
    private readonly int _iterations;
    private readonly byte[] _salt;
    private readonly byte[] _expected;

    private Pbkdf2Hash(HashAlgorithmName algorithm, int iterations, byte[] salt, byte[] expected) =>
        (_algorithm, _iterations, _salt, _expected) = (algorithm, iterations, salt, expected);

    public static HashFault? Read(string encoded, out DjangoHash? hash)
    {
        hash = null;
        if (encoded.Split('$') is not [var name, var iterationsText, var salt, var expectedText])
            return HashFault.Malformed;

        var (algorithm, length) = name == "pbkdf2_sha256" ? (HashAlgorithmName.SHA256, SHA256.HashSizeInBytes) : (HashAlgorithmName.SHA1, SHA1.HashSizeInBytes);
        if (!long.TryParse(iterationsText, NumberStyles.None, CultureInfo.InvariantCulture, out var iterations) || iterations < 1
            || salt.Length == 0
            || !TryFromBase64(expectedText, length, length, out var expected))
        {
            return HashFault.Malformed;
        }

        if (iterations > MostIterations)
            return HashFault.TooExpensive;

        hash = new Pbkdf2Hash(algorithm, (int)iterations, Encoding.ASCII.GetBytes(salt), expected);
        return null;
    }

    protected override bool Matches(byte[] password) => CryptographicOperations.FixedTimeEquals(
        Rfc2898DeriveBytes.Pbkdf2(password, _salt, _iterations, _algorithm, _expected.Length), _expected);
}
