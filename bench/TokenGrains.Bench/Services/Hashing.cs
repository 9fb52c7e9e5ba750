namespace TokenGrains.Bench.Services;

/// <summary>How passwords are hashed where that is not what is measured.</summary>
internal static class Hashing
{
    public static readonly string[] Cheap = ["--Passwords:Argon2MemoryKiB=7168", "--Passwords:Argon2Passes=1"];
}
