using TokenGrains.Grains.Users.Passwords.Django;

namespace TokenGrains.Grains.Users.Passwords;

/// <summary>What a check of a password found.</summary>
internal enum PasswordVerdict
{
    /// <summary>It is not the password, or there is none to compare it with.</summary>
    Wrong,

    /// <summary>It is the password.</summary>
    Right,

    /// <summary>It is the password, and its hash is weaker than hashes made now.</summary>
    RightButOutdated,

    /// <summary>The queue is full; nothing was checked.</summary>
    Overloaded,
}

/// <summary>Hashes and checks passwords on threads of its own, never on a grain's turn.</summary>
internal sealed class PasswordHasher
{
    private readonly HashingThreads _threads;
    private readonly Argon2idHash.Parameters _parameters;
    private readonly string _nobodysHash;

    public PasswordHasher(IOptions<PasswordOptions> options, HashingThreads threads)
    {
        _threads = threads;
        _parameters = new Argon2idHash.Parameters(options.Value.Argon2MemoryKiB, options.Value.Argon2Passes);
        _nobodysHash = Argon2idHash.Create("", _parameters);
    }

    /// <summary>A PHC string; null if the queue is full.</summary>
    public Task<string?> Hash(string password) =>
        _threads.Run<string?>(() => Argon2idHash.Create(password, _parameters), whenFull: null);

    /// <summary>
    /// Compares with <paramref name="hash"/>. Where there is none, or one that no password matches, it does the same work and
    /// finds the password wrong, so that the time tells nobody whether a name exists.
    /// </summary>
    public Task<PasswordVerdict> Verify(string password, string? hash) =>
        _threads.Run(() => Compare(password, hash), whenFull: PasswordVerdict.Overloaded);

    private PasswordVerdict Compare(string password, string? hash)
    {
        if (hash is not null && DjangoHash.TryParse(hash, out var imported))
            return imported.Matches(password) ? PasswordVerdict.RightButOutdated : PasswordVerdict.Wrong;

        var usable = hash is not null && !DjangoHash.IsUnusable(hash);
        if (!Argon2idHash.Verify(password, usable ? hash! : _nobodysHash, out var parameters) || !usable)
            return PasswordVerdict.Wrong;
        return parameters.IsWeakerThan(_parameters) ? PasswordVerdict.RightButOutdated : PasswordVerdict.Right;
    }
}
