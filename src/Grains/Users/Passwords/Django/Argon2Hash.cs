using System.Globalization;
using System.Security.Cryptography;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Parameters;

namespace TokenGrains.Grains.Users.Passwords.Django;

/// <summary><c>argon2$argon2id$v=19$m=102400,t=2,p=8$salt$hash</c>: RFC 9106; before Django 3.2 <c>argon2i</c>.</summary>
/// <remarks>Not computed by libsodium, which ours are: it knows one lane only, and Django uses eight.</remarks>
internal sealed class Argon2Hash : DjangoHash
{
    private const int MostMemoryKiB = 262_144;
    private const long MostMemoryPasses = 524_288;
    private const int MostLanes = 64;
    private const int LeastMemoryPerLane = 8;

    private readonly Argon2Parameters _parameters;
    private readonly byte[] _expected;

    private Argon2Hash(Argon2Parameters parameters, byte[] expected) => (_parameters, _expected) = (parameters, expected);

    public static HashFault? Read(string phc, out DjangoHash? hash)
    {
        hash = null;
        var parts = phc.Split('$').ToList();
        // The first version of the algorithm, 0x10, did not write its number.
        if (parts.Count == 4)
            parts.Insert(1, "v=16");
        if (parts is not [var name, var version, var costs, var saltText, var expectedText]
            || FindType(name) is not { } type
            || version is not ("v=16" or "v=19")
            || !TryReadCosts(costs, out var memory, out var passes, out var lanes)
            || !TryFromBase64(saltText, 8, 64, out var salt)
            || !TryFromBase64(expectedText, 16, 64, out var expected))
        {
            return HashFault.Malformed;
        }

        if (memory > MostMemoryKiB || passes > MostMemoryPasses / memory || lanes > MostLanes)
            return HashFault.TooExpensive;

        var parameters = new Argon2Parameters.Builder(type)
            .WithVersion(version == "v=19" ? Argon2Parameters.Version13 : Argon2Parameters.Version10)
            .WithMemoryAsKB((int)memory)
            .WithIterations((int)passes)
            .WithParallelism((int)lanes)
            .WithSalt(salt)
            .Build();
        hash = new Argon2Hash(parameters, expected);
        return null;
    }

    protected override bool Matches(byte[] password)
    {
        var generator = new Argon2BytesGenerator();
        generator.Init(_parameters);
        var computed = new byte[_expected.Length];
        generator.GenerateBytes(password, computed);
        return CryptographicOperations.FixedTimeEquals(computed, _expected);
    }

    private static int? FindType(string name) => name switch
    {
        "argon2id" => Argon2Parameters.Argon2id,
        "argon2i" => Argon2Parameters.Argon2i,
        "argon2d" => Argon2Parameters.Argon2d,
        _ => null,
    };

    private static bool TryReadCosts(string costs, out long memory, out long passes, out long lanes)
    {
        (memory, passes, lanes) = (0, 0, 0);
        return costs.Split(',') is [['m', '=', .. var m], ['t', '=', .. var t], ['p', '=', .. var p]]
            && long.TryParse(m, NumberStyles.None, CultureInfo.InvariantCulture, out memory)
            && long.TryParse(t, NumberStyles.None, CultureInfo.InvariantCulture, out passes)
            && long.TryParse(p, NumberStyles.None, CultureInfo.InvariantCulture, out lanes)
            && passes > 0 && lanes > 0 && memory / LeastMemoryPerLane >= lanes;
    }
}
