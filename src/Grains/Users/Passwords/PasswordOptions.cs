using System.ComponentModel.DataAnnotations;

namespace TokenGrains.Grains.Users.Passwords;

/// <summary>What passwords must be like and how they are hashed, in the section <c>Passwords</c>.</summary>
public sealed class PasswordOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Passwords";

    /// <summary>Which passwords are accepted when one is set. <see cref="PasswordRules.Standard"/> by default.</summary>
    public PasswordRules Policy { get; set; } = PasswordRules.Standard;

    /// <summary>
    /// How many passwords may wait to be hashed on one silo, 1 to 10,000; one more is answered with 503. At about 14 ms of one
    /// core each, the default of 256 is a wait of under two seconds on two cores.
    /// </summary>
    [Range(1, 10_000)]
    public int HashQueueLimit { get; set; } = 256;

    /// <summary>Memory of one Argon2id hash in KiB, 7,168 to 1,048,576; 19 MiB by default (OWASP Password Storage).</summary>
    [Range(7_168, 1_048_576)]
    public int Argon2MemoryKiB { get; set; } = 19_456;

    /// <summary>Passes of one Argon2id hash over its memory, 1 to 10; 2 by default (OWASP Password Storage).</summary>
    [Range(1, 10)]
    public int Argon2Passes { get; set; } = 2;
}

/// <summary>Which passwords are accepted when one is set. Signing in accepts whatever was set.</summary>
public enum PasswordRules
{
    /// <summary>8 to 256 characters, not one of the common ones, not the user's name; no rules of composition (NIST SP 800-63B).</summary>
    Standard,

    /// <summary>Any password of up to 256 characters, as Django's register how-to accepts them.</summary>
    None,
}
