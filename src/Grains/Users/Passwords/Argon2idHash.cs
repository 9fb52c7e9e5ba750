using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NSec.Cryptography;

namespace TokenGrains.Grains.Users.Passwords;

/// <summary>Argon2id (RFC 9106) in the PHC string format: <c>$argon2id$v=19$m=19456,t=2,p=1$salt$hash</c>.</summary>
/// <remarks>Salt (16 bytes) and hash (32 bytes) are in base64 without padding. One lane, as that is all libsodium computes.</remarks>
internal static class Argon2idHash
{
    private const string Prefix = "$argon2id$v=19$";
    private const int SaltLength = 16;
    private const int HashLength = 32;
    private const int LeastMemoryKiB = 8;
    private const int MostMemoryKiB = 1_048_576;
    private const int MostPasses = 100;

    // A lone surrogate has no UTF-8: to replace it would make different passwords equal.
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The cost of a hash: memory in KiB, and passes over it.</summary>
    public readonly record struct Parameters(int MemoryKiB, int Passes)
    {
        /// <summary>True if the other costs more in one respect and no less in the other.</summary>
        public bool IsWeakerThan(Parameters other) =>
            this != other && MemoryKiB <= other.MemoryKiB && Passes <= other.Passes;
    }

    /// <summary>Hashes with a salt of its own.</summary>
    /// <exception cref="ArgumentException">The password is not valid Unicode.</exception>
    public static string Create(string password, Parameters parameters)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltLength);
        var hash = Compute(password, salt, parameters);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Prefix}m={parameters.MemoryKiB},t={parameters.Passes},p=1${ToBase64(salt)}${ToBase64(hash)}");
    }

    /// <summary>Compares in constant time; false too if the string is not of this format.</summary>
    public static bool Verify(string password, string encoded, out Parameters parameters)
    {
        if (!TryParse(encoded, out parameters, out var salt, out var expected))
            return false;
        return CryptographicOperations.FixedTimeEquals(Compute(password, salt, parameters), expected);
    }

    private static byte[] Compute(string password, byte[] salt, Parameters parameters)
    {
        var algorithm = PasswordBasedKeyDerivationAlgorithm.Argon2id(new Argon2Parameters
        {
            DegreeOfParallelism = 1,
            MemorySize = parameters.MemoryKiB,
            NumberOfPasses = parameters.Passes,
        });
        return algorithm.DeriveBytes(StrictUtf8.GetBytes(password), salt, HashLength);
    }

    private static bool TryParse(string encoded, out Parameters parameters, out byte[] salt, out byte[] hash)
    {
        (parameters, salt, hash) = (default, [], []);
        if (!encoded.StartsWith(Prefix, StringComparison.Ordinal) || encoded[Prefix.Length..].Split('$') is not [var costs, var saltText, var hashText])
            return false;

        if (costs.Split(',') is not [['m', '=', .. var memory], ['t', '=', .. var passes], "p=1"]
            || !int.TryParse(memory, NumberStyles.None, CultureInfo.InvariantCulture, out var memoryKiB)
            || !int.TryParse(passes, NumberStyles.None, CultureInfo.InvariantCulture, out var passCount))
        {
            return false;
        }

        parameters = new Parameters(memoryKiB, passCount);
        return memoryKiB is >= LeastMemoryKiB and <= MostMemoryKiB
            && passCount is >= 1 and <= MostPasses
            && TryFromBase64(saltText, SaltLength, out salt)
            && TryFromBase64(hashText, HashLength, out hash);
    }

    private static string ToBase64(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=');

    private static bool TryFromBase64(string text, int length, out byte[] bytes)
    {
        bytes = new byte[length];
        return Convert.TryFromBase64String(text.PadRight((text.Length + 3) / 4 * 4, '='), bytes, out var written) && written == length;
    }
}
