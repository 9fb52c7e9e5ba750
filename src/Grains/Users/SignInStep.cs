using TokenGrains.Users;

namespace TokenGrains.Grains.Users;

/// <summary>How far a sign-in has come with the check of its password.</summary>
[GenerateSerializer, Immutable, Alias("tokengrains.SignInStep")]
internal abstract record SignInStep
{
    private SignInStep() { }

    /// <summary>To its end.</summary>
    [GenerateSerializer, Immutable, Alias("tokengrains.SignInStep.Ended")]
    public sealed record Ended([property: Id(0)] SignInResult Result) : SignInStep;

    /// <summary>The password is right; what is wanted takes a write.</summary>
    [GenerateSerializer, Immutable, Alias("tokengrains.SignInStep.Checked")]
    public sealed record Checked([property: Id(0)] PasswordCheck Check) : SignInStep;
}

/// <summary>A password that was right.</summary>
/// <param name="PasswordVersion">Its version; a newer one makes the check void.</param>
/// <param name="SessionEpoch">The user's session epoch at that time.</param>
/// <param name="Hash">What it was compared with.</param>
/// <param name="StrongerHash">The same password under the parameters now in force, to take the place of <paramref name="Hash"/>; null if it was so already.</param>
[GenerateSerializer, Immutable, Alias("tokengrains.PasswordCheck")]
internal sealed record PasswordCheck(
    [property: Id(0)] uint PasswordVersion, [property: Id(1)] uint SessionEpoch, [property: Id(2)] string Hash, [property: Id(3)] string? StrongerHash)
{
    /// <summary>Without the hashes, which must not reach a log.</summary>
    public override string ToString() => nameof(PasswordCheck);
}
