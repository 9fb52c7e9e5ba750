using System.ComponentModel.DataAnnotations;

namespace TokenGrains.ApiHost.Admin;

/// <summary>The first staff user, in the section <c>Admin</c>. Made at start if nobody has the name; never changed afterwards.</summary>
internal sealed class AdminOptions : IValidatableObject
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Admin";

    /// <summary>Its name; none by default, and then no user is made.</summary>
    public string? Username { get; set; }

    /// <summary>Its password, which the password policy must accept.</summary>
    public string? Password { get; set; }

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Username is null != Password is null)
            yield return new ValidationResult($"{Section}:{nameof(Username)} and {Section}:{nameof(Password)} go together.");
        if (Username is { } name && !(Users.Username.TryParse(name, out var parsed) && parsed.IsWellFormed))
            yield return new ValidationResult($"{Section}:{nameof(Username)} may contain only letters, numbers, and @/./+/-/_ characters.");
    }
}
