using BenchmarkDotNet.Attributes;
using TokenGrains.Grains.Users.Passwords;

namespace TokenGrains.Micro;

/// <summary>Argon2id with the default costs, on the calling thread. Its 19 MiB are not the garbage collector's.</summary>
public class PasswordHashes
{
    private const string Password = "correct horse battery staple";

    private string _hash = "";

    [GlobalSetup]
    public void Check()
    {
        var options = new PasswordOptions();
        _hash = Argon2idHash.Create(Password, new Argon2idHash.Parameters(options.Argon2MemoryKiB, options.Argon2Passes));
        Sample.Require(Verify() && !Argon2idHash.Verify("wrong", _hash, out _), "the hash tells nothing");
    }

    [Benchmark]
    public bool Verify() => Argon2idHash.Verify(Password, _hash, out _);
}
