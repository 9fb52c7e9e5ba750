using TokenGrains.Grains.Users;
using TokenGrains.Importing;

namespace TokenGrains.Grains.Importing;

/// <summary>What is to be done with a row, as the account stands.</summary>
/// <param name="Result">What becomes of it; <see cref="NeedsName"/> if its name can be had.</param>
/// <param name="NeedsName">Whether its name has to be claimed first.</param>
[GenerateSerializer, Immutable, Alias("tokengrains.ImportStep")]
internal sealed record ImportStep([property: Id(0)] ImportResult Result, [property: Id(1)] bool NeedsName = false);

/// <summary>A step, and what it writes.</summary>
/// <param name="Step">The step.</param>
/// <param name="Next">The state to be written; null if none.</param>
internal sealed record ImportDecision(ImportStep Step, UserState? Next = null)
{
    public static ImportDecision Write(ImportResult result, UserState next) => new(new ImportStep(result), next);

    public static ImportDecision End(ImportResult result) => new(new ImportStep(result));

    public static ImportDecision ClaimName(ImportResult result) => new(new ImportStep(result, NeedsName: true));
}
