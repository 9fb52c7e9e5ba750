namespace TokenGrains.ApiHost.Django;

/// <summary>What <c>register/</c> hands out, in the section <c>Registration</c>.</summary>
internal sealed class RegistrationOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Registration";

    /// <summary>Whether the answer of <c>register/</c> holds <c>refresh</c> and <c>access</c>, as that of <c>register-jwt/</c> always does. Off by default.</summary>
    public bool GivesJwts { get; set; }
}
