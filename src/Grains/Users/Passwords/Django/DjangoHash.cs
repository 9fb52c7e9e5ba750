using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace TokenGrains.Grains.Users.Passwords.Django;

/// <summary>A password hash as Django writes it, kept as it is until its owner signs in and it is replaced by ours.</summary>
/// <remarks>
/// Shape: <c>algorithm$...</c> (<c>django.contrib.auth.hashers</c>). What a hash asks for is bounded when it is read: one sign-in
/// must cost about a second and 256 MiB at most, whoever wrote the imported table.
/// </remarks>
internal abstract class DjangoHash
{
    private static readonly SearchValues<char> NotPrintableAscii = SearchValues.Create(
        [.. Enumerable.Range(0, 0x21).Append(0x7f).Select(code => (char)code)]);

    // A lone surrogate has no UTF-8: to replace it would make different passwords equal.
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>True of what <c>set_unusable_password</c> writes, and of an empty text: no password matches.</summary>
    public static bool IsUnusable(string encoded) => encoded.Length == 0 || encoded[0] is '!';

    /// <summary>Reads a hash; if it cannot be used, says why.</summary>
    public static HashFault? Parse(string encoded, out DjangoHash? hash)
    {
        hash = null;
        if (!Ascii.IsValid(encoded) || encoded.AsSpan().ContainsAny(NotPrintableAscii))
            return HashFault.Malformed;

        var end = encoded.IndexOf('$', StringComparison.Ordinal);
        var rest = encoded[(end + 1)..];
        return (end < 0 ? "" : encoded[..end]) switch
        {
            "pbkdf2_sha256" or "pbkdf2_sha1" => Pbkdf2Hash.Read(encoded, out hash),
            "argon2" => Argon2Hash.Read(rest, out hash),
            "bcrypt" => BcryptHash.Read(rest, isDigested: false, out hash),
            "bcrypt_sha256" => BcryptHash.Read(rest, isDigested: true, out hash),
            "scrypt" => ScryptHash.Read(rest, out hash),
            _ => HashFault.UnknownAlgorithm,
        };
    }

    /// <summary>Reads a hash; false also of our own format.</summary>
    public static bool TryParse(string encoded, [NotNullWhen(true)] out DjangoHash? hash) => Parse(encoded, out hash) is null && hash is not null;

    /// <summary>Compares in constant time.</summary>
    /// <exception cref="ArgumentException">The password is not valid Unicode.</exception>
    public bool Matches(string password) => Matches(StrictUtf8.GetBytes(password));

    /// <summary>Compares the UTF-8 of a password in constant time.</summary>
    protected abstract bool Matches(byte[] password);

    /// <summary>Base64 with or without its padding; false unless it holds <paramref name="least"/> to <paramref name="most"/> bytes.</summary>
    protected static bool TryFromBase64(string text, int least, int most, out byte[] bytes)
    {
        var buffer = new byte[most];
        var padded = text.PadRight((text.Length + 3) / 4 * 4, '=');
        var valid = Convert.TryFromBase64String(padded, buffer, out var written) && written >= least;
        bytes = valid ? buffer[..written] : [];
        return valid;
    }
}

/// <summary>Why a password hash of another system cannot be used.</summary>
internal enum HashFault
{
    /// <summary>None of Django's algorithms that are known here.</summary>
    UnknownAlgorithm,

    /// <summary>Not as that algorithm writes it.</summary>
    Malformed,

    /// <summary>To check it would take too much time or memory.</summary>
    TooExpensive,
}
