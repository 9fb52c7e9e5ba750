using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace TokenGrains;

/// <summary>Marks a setting that is known and has no effect yet: it may be left out or given the one value, nothing else.</summary>
/// <param name="value">That value as text; null if the setting may only be left out.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OnlyValueAttribute(string? value = null) : ValidationAttribute("{0} is not supported with this value; leave it out.")
{
    /// <summary>The only value that is accepted, as text; null if none is.</summary>
    public string? Value { get; } = value;

    /// <inheritdoc/>
    public override bool IsValid(object? value) =>
        (value is null ? null : Convert.ToString(value, CultureInfo.InvariantCulture)) == Value;
}
