using System.Collections.Concurrent;
using CsCheck;
using TokenGrains.Grains.Sessions;
using TokenGrains.Sessions;

namespace TokenGrains.Grains.Tests.Sessions;

/// <summary>Random lives of a session: the rule and the independent <see cref="RotationModel"/> must tell the same story.</summary>
public class RotationPropertyTests
{
    private const int Lives = 4_000;
    private const int FewestSteps = 100_000;
    private const int FewestOfEachAnswer = 100;

    private enum Kind
    {
        Present,
        Ahead,
        SignOut,
        Deactivate,
        Reactivate,
        MoveEpoch,
        Wait,
        StepBack,
        GoToAnEdge,
    }

    /// <param name="What">What happens.</param>
    /// <param name="Age">How many rotations ago the presented token was made.</param>
    /// <param name="Amount">A length of time or a choice.</param>
    private sealed record Step(Kind What, int Age, int Amount);

    private static readonly Gen<Step> Steps = Gen.Frequency(
        (60, Presenting(Gen.Frequency((70, Gen.Const(0)), (28, Gen.Const(1)), (2, Gen.Int[2, 5])))),
        (1, Of(Kind.Ahead)),
        (1, Of(Kind.SignOut)),
        (1, Of(Kind.Deactivate)),
        (6, Of(Kind.Reactivate)),
        (1, Of(Kind.MoveEpoch)),
        (25, Of(Kind.Wait)),
        (3, Of(Kind.StepBack)),
        (8, Of(Kind.GoToAnEdge)));

    private static readonly Gen<(int Grace, int Idle, int Absolute, bool Rotates, Step[] Steps)> AllLives = Gen.Select(
        Gen.OneOf(Gen.Const(0), Gen.Const(1_000), Gen.Const(60_000), Gen.Const(300_000)),
        Gen.Int[60_000, 900_000],
        Gen.Int[300_000, 5_000_000],
        Gen.Frequency((9, Gen.Const(true)), (1, Gen.Const(false))),
        Steps.Array[20, 80]);

    [Fact]
    public void The_rule_agrees_with_an_independent_model_over_random_lives()
    {
        var steps = 0;
        var answers = new ConcurrentDictionary<string, int>();
        AllLives.Sample(
            life =>
            {
                Interlocked.Add(ref steps, life.Steps.Length);
                foreach (var answer in Live(life.Grace, life.Idle, life.Absolute, life.Rotates, life.Steps))
                    answers.AddOrUpdate(answer, 1, (_, count) => count + 1);
            },
            iter: Lives);

        Assert.True(steps >= FewestSteps, $"Only {steps} steps.");
        string[] expected =
        [
            // The model knows no passwords: CHECK_REVOKE_TOKEN has tests of its own.
            "successor", "repeated", "access only", .. Enum.GetNames<RefusalCause>().Except([nameof(RefusalCause.Unknown), nameof(RefusalCause.PasswordChanged)]),
        ];
        Assert.All(expected, answer => Assert.True(answers.GetValueOrDefault(answer) >= FewestOfEachAnswer, $"Too few: {answer}"));
    }

    /// <summary>Lives one life in both, compares after each step, and tells what was answered.</summary>
    private static List<string> Live(int grace, int idle, int absolute, bool rotates, Step[] steps)
    {
        var model = new RotationModel(grace, idle, absolute, rotates);
        var subject = new RotationSubject(new SessionRules(
            rotates, Milliseconds(grace), RefreshTokenLifetime: Milliseconds(idle), IdleLifetime: Milliseconds(idle), Milliseconds(absolute)));
        var answers = new List<string>();
        var now = 0L;
        foreach (var step in steps)
        {
            switch (step.What)
            {
                case Kind.Present or Kind.Ahead:
                    var newest = model.Newest;
                    var token = step.What is Kind.Ahead ? newest + 1 + step.Amount : Math.Max(0, newest - step.Age);
                    var expected = model.Present(token, now);
                    var answer = subject.Present(token, now, model.IsActive, model.IsOfAnOlderEpoch);
                    Assert.Equal(expected, answer);
                    CheckInvariants(token < newest, grace, answer, subject);
                    answers.Add(Describe(answer, token < newest));
                    break;

                case Kind.SignOut:
                    model.SignOut();
                    subject.SignOut(now);
                    break;

                case Kind.Deactivate or Kind.Reactivate:
                    model.IsActive = step.What is Kind.Reactivate;
                    break;

                case Kind.MoveEpoch:
                    model.IsOfAnOlderEpoch = true;
                    break;

                case Kind.Wait:
                    now += step.Amount;
                    break;

                case Kind.StepBack:
                    now = Math.Max(0, now - (step.Amount / 50));
                    break;

                case Kind.GoToAnEdge:
                    var edges = model.Edges.ToList();
                    now = Math.Max(now, edges[step.Amount % 8 < 6 ? 0 : (step.Amount % edges.Count)] + (step.Amount % 3) - 1);
                    break;
            }

            Assert.Equal(model.IsOver, subject.IsOver);
        }

        return answers;
    }

    // Said once more without the model, in case both are wrong in the same way.
    private static void CheckInvariants(bool wasSpent, int grace, Answer answer, RotationSubject subject)
    {
        if (wasSpent && grace == 0)
            Assert.False(answer.Access, "Without a grace period a spent token yielded tokens.");
        if (answer.Cause is RefusalCause.Reused or RefusalCause.AheadOfStorage)
            Assert.True(subject.IsOver, "Reuse did not end the session.");
        if (wasSpent && !answer.Access)
            Assert.NotNull(answer.Cause);
    }

    private static string Describe(Answer answer, bool wasSpent) =>
        answer.Cause is { } cause ? cause.ToString() : answer.Refresh is null ? "access only" : wasSpent ? "repeated" : "successor";

    private static TimeSpan Milliseconds(int count) => TimeSpan.FromMilliseconds(count);

    private static Gen<Step> Presenting(Gen<int> age) => age.Select(found => new Step(Kind.Present, found, 0));

    private static Gen<Step> Of(Kind kind) => Gen.Int[0, 100_000].Select(amount => new Step(kind, 0, amount));
}
