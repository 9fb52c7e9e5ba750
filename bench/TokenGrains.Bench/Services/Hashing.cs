namespace TokenGrains.Bench.Services;

/// <summary>How passwords are hashed where that is not what is measured.</summary>
internal static class Hashing
{
    /// <summary>Ours, the least that it accepts.</summary>
    public static readonly string[] Cheap = ["--Passwords:Argon2MemoryKiB=7168", "--Passwords:Argon2Passes=1"];

    /// <summary>The peers with Identity's hasher.</summary>
    public static readonly string[] CheapIdentity = ["--Passwords:IterationCount=1"];

    /// <summary>Django, by a variable.</summary>
    public static readonly (string Name, string Value)[] CheapDjango = [("DJANGO_PASSWORD_HASHER", "django.contrib.auth.hashers.MD5PasswordHasher")];

    /// <summary>better-auth, by a variable.</summary>
    public static readonly (string Name, string Value)[] CheapBetterAuth = [("CHEAP_PASSWORDS", "1")];
}
