using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Crypto.Generators;

namespace TokenGrains.Grains.Users.Passwords.Django;

/// <summary><c>scrypt$16384$salt$8$5$hash</c>: RFC 7914 with N, the salt as text, r, p, and 64 bytes in base64.</summary>
internal sealed class ScryptHash : DjangoHash
{
    // N times r times p: blocks of 128 bytes, so 256 MiB at p = 1. Django's default is 2^14 times 8 times 5.
    private const long MostBlocks = 1 << 21;
    private const int HashLength = 64;

    private readonly int _work;
    private readonly int _blockSize;
    private readonly int _parallelism;
    private readonly byte[] _salt;
    private readonly byte[] _expected;

    private ScryptHash(int work, int blockSize, int parallelism, byte[] salt, byte[] expected) =>
        (_work, _blockSize, _parallelism, _salt, _expected) = (work, blockSize, parallelism, salt, expected);

    public static HashFault? Read(string parts, out DjangoHash? hash)
    {
        hash = null;
        if (parts.Split('$') is not [var workText, var salt, var blockSizeText, var parallelismText, var expectedText]
            || !TryReadCost(workText, out var work) || work < 2 || !BitOperations.IsPow2(work)
            || !TryReadCost(blockSizeText, out var blockSize)
            || !TryReadCost(parallelismText, out var parallelism)
            || salt.Length == 0
            || !TryFromBase64(expectedText, HashLength, HashLength, out var expected))
        {
            return HashFault.Malformed;
        }

        if (work > MostBlocks / blockSize / parallelism)
            return HashFault.TooExpensive;

        hash = new ScryptHash((int)work, (int)blockSize, (int)parallelism, Encoding.ASCII.GetBytes(salt), expected);
        return null;
    }

    protected override bool Matches(byte[] password) => CryptographicOperations.FixedTimeEquals(
        SCrypt.Generate(password, _salt, _work, _blockSize, _parallelism, HashLength), _expected);

    private static bool TryReadCost(string text, out long cost) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out cost) && cost > 0;
}
