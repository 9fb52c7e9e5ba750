using TokenGrains.Grains.Sessions;
using TokenGrains.Sessions;

namespace TokenGrains.Grains.Tests.Sessions;

/// <summary>Lives one life in the rule and in the model, and compares after each step.</summary>
internal sealed class RotationComparison(RotationLife life)
{
    private readonly RotationModel _model = new(life.Grace, life.Keyed, life.Idle, life.Absolute, life.Rotates);

    private readonly RotationSubject _subject = new(
        new SessionRules(
            life.Rotates, Milliseconds(life.Grace), RefreshTokenLifetime: Milliseconds(life.Idle), IdleLifetime: Milliseconds(life.Idle), Milliseconds(life.Absolute))
        {
            IdempotencyPeriod = Milliseconds(life.Keyed),
        });

    private readonly List<string> _answers = [];
    private long _now;

    // What the client of the session has: its token, and the key of the refresh that it tries to get through.
    private int _token;
    private int? _key;

    /// <summary>Tells what was answered, in order.</summary>
    public List<string> Live()
    {
        foreach (var step in life.Steps)
        {
            Take(step);
            Assert.Equal(_model.IsOver, _subject.IsOver);
        }

        return _answers;
    }

    private void Take(RotationStep step)
    {
        switch (step.What)
        {
            case RotationStepKind.Refresh:
                if (Present(_token, _key).Refresh is { } next)
                    (_token, _key) = (next, step.Key);
                break;

            case RotationStepKind.RefreshUnanswered:
                Present(_token, _key);
                break;

            case RotationStepKind.Present:
                Present(Math.Max(0, _model.Newest - step.Age), step.Key);
                break;

            case RotationStepKind.Ahead:
                Present(_model.Newest + 1 + step.Amount, step.Key);
                break;

            case RotationStepKind.SignOut:
                _model.SignOut();
                _subject.SignOut(_now);
                break;

            case RotationStepKind.Deactivate or RotationStepKind.Reactivate:
                _model.IsActive = step.What is RotationStepKind.Reactivate;
                break;

            case RotationStepKind.MoveEpoch:
                _model.IsOfAnOlderEpoch = true;
                break;

            default:
                _now = Math.Max(0, Move(step));
                break;
        }
    }

    private long Move(RotationStep step)
    {
        switch (step.What)
        {
            case RotationStepKind.Wait:
                return _now + step.Amount;

            case RotationStepKind.StepBack:
                return _now - (step.Amount / 50);

            case RotationStepKind.LeapBack:
                return _now - (step.Amount * 10L);

            case RotationStepKind.GoToAnEdge:
                var edges = _model.Edges.ToList();
                var edge = edges[step.Amount % 8 < 6 ? step.Amount % Math.Min(2, edges.Count) : step.Amount % edges.Count];
                return Math.Max(_now, edge + (step.Amount % 3) - 1);

            default:
                throw new NotSupportedException(step.What.ToString());
        }
    }

    private Answer Present(int token, int? key)
    {
        var wasSpent = token < _model.Newest;
        var wasInGrace = _model.IsInGrace(_now);
        var expected = _model.Present(token, key, _now);
        var answer = _subject.Present(token, key, _now, _model.IsActive, _model.IsOfAnOlderEpoch);
        Assert.Equal(expected, answer);
        CheckInvariants(wasSpent, key, answer);
        _answers.Add(Describe(answer, wasSpent, wasInGrace));
        return answer;
    }

    // Said once more without the model, in case both are wrong in the same way.
    private void CheckInvariants(bool wasSpent, int? key, Answer answer)
    {
        if (wasSpent && life.Grace == 0 && key is null)
            Assert.False(answer.Access, "Without a grace period and a key a spent token yielded tokens.");
        if (answer.Cause is RefusalCause.Reused or RefusalCause.AheadOfStorage)
            Assert.True(_subject.IsOver, "Reuse did not end the session.");
        if (wasSpent && !answer.Access)
            Assert.NotNull(answer.Cause);
    }

    private static string Describe(Answer answer, bool wasSpent, bool wasInGrace) => answer switch
    {
        { Cause: { } cause } => cause.ToString(),
        { Refresh: null } => "access only",
        _ => !wasSpent ? "successor" : wasInGrace ? "repeated" : "repeated by key",
    };

    private static TimeSpan Milliseconds(int count) => TimeSpan.FromMilliseconds(count);
}
