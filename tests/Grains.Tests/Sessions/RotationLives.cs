using CsCheck;

namespace TokenGrains.Grains.Tests.Sessions;

/// <summary>What can happen in the life of a session.</summary>
internal enum RotationStepKind
{
    /// <summary>Its client refreshes and gets the answer.</summary>
    Refresh,

    /// <summary>Its client refreshes and the answer is lost: it knows of nothing, and will ask again with what it has.</summary>
    RefreshUnanswered,

    /// <summary>Somebody, a thief or another tab, presents one of its tokens with one of a few keys.</summary>
    Present,

    /// <summary>A token comes that was not handed out.</summary>
    Ahead,
    SignOut,
    Deactivate,
    Reactivate,
    MoveEpoch,
    Wait,

    /// <summary>The clock goes back a little, as when it is set right.</summary>
    StepBack,

    /// <summary>The clock goes back far, as on another silo.</summary>
    LeapBack,

    /// <summary>The time becomes just before, at or just after one at which something ends.</summary>
    GoToAnEdge,
}

/// <param name="What">What happens.</param>
/// <param name="Age">How many rotations ago the presented token was made.</param>
/// <param name="Key">The idempotency key; null for none.</param>
/// <param name="Amount">A length of time or a choice.</param>
internal sealed record RotationStep(RotationStepKind What, int Age, int? Key, int Amount);

/// <summary>Times are in milliseconds.</summary>
internal sealed record RotationLife(int Grace, int Keyed, int Idle, int Absolute, bool Rotates, RotationStep[] Steps);

/// <summary>Random lives in which everything happens often, and hardly one ends early.</summary>
internal static class RotationLives
{
    public const int AverageLife = 50;

    private static readonly Gen<RotationStep> Steps = Gen.Frequency(
        (30, Of(RotationStepKind.Refresh)),
        (15, Of(RotationStepKind.RefreshUnanswered)),
        (25, Presenting(Gen.Frequency((60, Gen.Const(0)), (38, Gen.Const(1)), (2, Gen.Int[2, 5])))),
        (1, Of(RotationStepKind.Ahead)),
        (1, Of(RotationStepKind.SignOut)),
        (1, Of(RotationStepKind.Deactivate)),
        (6, Of(RotationStepKind.Reactivate)),
        (1, Of(RotationStepKind.MoveEpoch)),
        (25, Of(RotationStepKind.Wait)),
        (3, Of(RotationStepKind.StepBack)),
        (1, Of(RotationStepKind.LeapBack)),
        (10, Of(RotationStepKind.GoToAnEdge)));

    public static readonly Gen<RotationLife> All = Gen.Select(
        Gen.OneOf(Gen.Const(0), Gen.Const(1_000), Gen.Const(60_000), Gen.Const(300_000)),
        Gen.OneOf(Gen.Const(90_000), Gen.Const(400_000), Gen.Const(86_400_000)),
        Gen.Int[60_000, 900_000],
        Gen.Int[300_000, 5_000_000],
        Gen.Frequency((9, Gen.Const(true)), (1, Gen.Const(false))),
        Steps.Array[20, 80],
        (grace, keyed, idle, absolute, rotates, steps) => new RotationLife(grace, keyed, idle, absolute, rotates, steps));

    private static Gen<RotationStep> Presenting(Gen<int> age) =>
        Gen.Select(age, Gen.Int[0, 3], (found, key) => new RotationStep(RotationStepKind.Present, found, KeyOrNone(key), 0));

    private static Gen<RotationStep> Of(RotationStepKind kind) =>
        Gen.Select(Gen.Int[0, 100_000], Gen.Int[0, 3], (amount, key) => new RotationStep(kind, 0, KeyOrNone(key), amount));

    private static int? KeyOrNone(int key) => key == 0 ? null : key;
}
