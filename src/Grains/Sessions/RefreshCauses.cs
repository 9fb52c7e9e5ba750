using System.Diagnostics;
using TokenGrains.Events;

namespace TokenGrains.Grains.Sessions;

/// <summary>How refreshes end, in the words of metrics, logs and events: a closed set in snake_case.</summary>
internal static class RefreshCauses
{
    public static string Of(RotationDecision decision) => decision switch
    {
        RotationDecision.Spend => "rotated",
        RotationDecision.Repeat => "replayed_in_grace",
        RotationDecision.Keep => "kept",
        RotationDecision.Refuse refuse => EventNames.Of(refuse.Cause),
        RotationDecision.Revoke revoke => EventNames.Of(revoke.Cause),
        _ => throw new UnreachableException(decision.GetType().Name),
    };
}
