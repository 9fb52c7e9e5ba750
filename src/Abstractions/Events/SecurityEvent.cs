using TokenGrains.Sessions;
using TokenGrains.Users;

namespace TokenGrains.Events;

/// <summary>One security-relevant outcome. It holds ids and closed texts only: no names, no passwords, no tokens.</summary>
/// <param name="At">When it happened (UTC).</param>
/// <param name="Kind">What.</param>
/// <param name="User">Whose account; null if it is nobody's, as with a sign-in under a name that does not exist.</param>
/// <param name="Session">Which session, where it is about one.</param>
/// <param name="Cause">Why, where a kind has several reasons; a closed text (<see cref="EventNames"/>).</param>
/// <param name="Origin">Whose doing, and from where.</param>
public sealed record SecurityEvent(
    DateTimeOffset At, SecurityEventKind Kind, UserId? User, SessionId? Session, string? Cause, CallOrigin Origin);
