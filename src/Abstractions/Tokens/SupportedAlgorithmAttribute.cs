using System.ComponentModel.DataAnnotations;

namespace TokenGrains.Tokens;

/// <summary>The signature algorithms (RFC 7518 section 3.1) that can be configured.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SupportedAlgorithmAttribute() : ValidationAttribute(
    "{0} must be one of HS256, HS384, HS512, RS256, RS384, RS512, ES256, ES384, ES512, PS256, PS384, PS512. EdDSA and ES256K are not: .NET 10 has neither curve on all platforms.")
{
    /// <summary>Whether the text is one of the twelve.</summary>
    public static bool IsSupported(string algorithm) =>
        algorithm is ['H' or 'R' or 'E' or 'P', 'S', _, _, _] && algorithm[2..] is "256" or "384" or "512";

    /// <inheritdoc/>
    public override bool IsValid(object? value) => value is null || (value is string text && IsSupported(text));
}
