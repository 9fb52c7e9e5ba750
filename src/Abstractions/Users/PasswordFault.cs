namespace TokenGrains.Users;

/// <summary>Why the password policy (<c>Passwords:Policy</c>) refuses a password.</summary>
[GenerateSerializer, Alias("tokengrains.PasswordFault")]
public enum PasswordFault
{
    /// <summary>Fewer than 8 characters.</summary>
    TooShort,

    /// <summary>More than 256 characters.</summary>
    TooLong,

    /// <summary>One of the passwords that everybody tries first.</summary>
    TooCommon,

    /// <summary>The user's own name.</summary>
    SameAsName,
}
