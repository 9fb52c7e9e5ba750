using System.Collections.Concurrent;
using System.Globalization;
using CsCheck;
using TokenGrains.Sessions;

namespace TokenGrains.Grains.Tests.Sessions;

/// <summary>Random lives of a session: the rule and the independent <see cref="RotationModel"/> must tell the same story.</summary>
/// <remarks><c>TOKENGRAINS_ROTATION_STEPS</c> says how many steps are to be taken at least.</remarks>
public class RotationPropertyTests
{
    private const long DefaultSteps = 300_000;
    private const long StepsForOneOfEachAnswer = 3_000;

    [Fact]
    public void The_rule_agrees_with_an_independent_model_over_random_lives()
    {
        var wanted = Environment.GetEnvironmentVariable("TOKENGRAINS_ROTATION_STEPS") is { Length: > 0 } text
            ? long.Parse(text, CultureInfo.InvariantCulture)
            : DefaultSteps;
        var steps = 0L;
        var answers = new ConcurrentDictionary<string, int>();
        RotationLives.All.Sample(
            life =>
            {
                Interlocked.Add(ref steps, life.Steps.Length);
                foreach (var answer in new RotationComparison(life).Live())
                    answers.AddOrUpdate(answer, 1, (_, count) => count + 1);
            },
            iter: wanted / RotationLives.AverageLife * 5 / 4);

        Assert.True(steps >= wanted, $"Only {steps} steps.");
        string[] expected =
        [
            // The model knows no passwords: CHECK_REVOKE_TOKEN has tests of its own.
            "successor", "repeated", "repeated by key", "access only",
            .. Enum.GetNames<RefusalCause>().Except([nameof(RefusalCause.Unknown), nameof(RefusalCause.PasswordChanged)]),
        ];
        Assert.All(expected, answer => Assert.True(
            answers.GetValueOrDefault(answer) >= wanted / StepsForOneOfEachAnswer, $"Too few: {answer}, {answers.GetValueOrDefault(answer)} of {steps}"));
    }
}
