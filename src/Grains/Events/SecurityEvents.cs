using TokenGrains.Events;
using TokenGrains.Grains.Diagnostics;
using TokenGrains.Sessions;
using TokenGrains.Storage.Events;
using TokenGrains.Users;

namespace TokenGrains.Grains.Events;

/// <summary>Records what has happened: after the write that made it so, before the answer that says so.</summary>
/// <remarks>What has happened stays so without its event: one that cannot be written is logged and counted, and fails nothing.</remarks>
internal sealed partial class SecurityEvents(
    IEventStore store, EventLines lines, TimeProvider time, TokenInstruments instruments, ILogger<SecurityEvents> logger)
{
    // Less than a call between silos may take, so that the answer still arrives when storage hangs.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    private volatile Task _givenUp = Task.CompletedTask;

    /// <summary>Completes when the event is durable, or cannot be made so. Never faults.</summary>
    public async Task Record(SecurityEventKind kind, UserId? user, SessionId? session = null, string? cause = null, ClientInfo? client = null)
    {
        var origin = CallOrigin.Current;
        // A default id names nobody.
        var happened = new SecurityEvent(
            time.GetUtcNow(), kind, user is { Value: > 0 } ? user : null, session, cause, client is null ? origin : origin with { Address = client.Address });
        var record = new EventRecord(
            happened.At, EventNames.Of(kind), happened.User?.Value, happened.Session?.Value, happened.Cause, happened.Origin.Actor?.Value, happened.Origin.Address);
        lines.Write(record);
        var append = Task.CompletedTask;
        try
        {
            append = store.AppendAsync(record);
            // Storage answers events in their order: behind one that was given up each would wait its second in vain, and callers of one
            // grain behind each other.
            await append.WaitAsync(_givenUp.IsCompleted ? LongestWait : TimeSpan.Zero, time);
        }
        catch (Exception exception)
        {
            if (_givenUp.IsCompleted)
                _givenUp = append;
            instruments.OnEventLost(kind);
            LogNotWritten(logger, exception, kind, happened.User, happened.Session, happened.Cause);
        }
    }

    [LoggerMessage(EventId = 600, Level = LogLevel.Warning, Message = "The event {Kind} of user {User}, session {Session}, cause {Cause} may not be stored.")]
    private static partial void LogNotWritten(ILogger logger, Exception exception, SecurityEventKind kind, UserId? user, SessionId? session, string? cause);
}
