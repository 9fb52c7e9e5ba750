using BenchmarkDotNet.Attributes;
using TokenGrains.Grains.Sessions;
using TokenGrains.Grains.Users;
using TokenGrains.Tokens;

namespace TokenGrains.Micro;

/// <summary>The rule of rotation: state and token in, decision and next state out.</summary>
public class Rotation
{
    private readonly UserStanding _standing = new(default, IsActive: true, SessionEpoch: 0);
    private readonly RefreshToken _present = Sample.Refresh(Sample.State.Generation);
    private readonly RefreshToken _last = Sample.Refresh(Sample.State.Generation - 1);
    private readonly RefreshToken _old = Sample.Refresh(Sample.State.Generation - 2);
    private readonly AccessTokenJitter _jitter = AccessTokenJitter.From(new SessionOptions(), Sample.Jwt);

    [GlobalSetup]
    public void Check() => Sample.Require(
        Spend() is RotationDecision.Spend && Repeat() is RotationDecision.Repeat && Reuse() is RotationDecision.Revoke, "another decision");

    [Benchmark]
    public object Spend() => Decide(_present);

    [Benchmark]
    public object Repeat() => Decide(_last);

    [Benchmark]
    public object Reuse() => Decide(_old);

    [Benchmark]
    public TimeSpan AccessTokenLifetime() => _jitter.LifetimeOf(Sample.Session, 3);

    private RotationDecision Decide(RefreshToken presented) =>
        RefreshRotation.Decide(Sample.State, _standing, presented, Sample.Now, Sample.Rules);
}
