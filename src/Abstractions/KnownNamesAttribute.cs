using System.ComponentModel.DataAnnotations;

namespace TokenGrains;

/// <summary>Marks a list that may hold certain names only, such as Django's class paths.</summary>
/// <param name="names">The names.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class KnownNamesAttribute(params string[] names) : ValidationAttribute
{
    /// <summary>The names.</summary>
    public IReadOnlyList<string> Names { get; } = names;

    /// <inheritdoc/>
    public override bool IsValid(object? value) => value is null || (value is IEnumerable<string> items && items.All(names.Contains));

    /// <inheritdoc/>
    public override string FormatErrorMessage(string name) => $"{name} supports {string.Join(", ", names)} only.";
}
