using TokenGrains.Grains.Sessions;
using TokenGrains.Sessions;

namespace TokenGrains.Micro;

/// <summary>What the activation of a session knows of its row.</summary>
internal sealed class SessionRow : IGrainState<SessionState>
{
    public GrainId Id { get; } = GrainId.Create("session", GrainFactoryExtensions.SessionPrefix + SessionId.Create());

    public SessionState? State { get; set; } = Sample.State;

    public string? ETag { get; set; }

    public bool RecordExists { get; set; }
}
