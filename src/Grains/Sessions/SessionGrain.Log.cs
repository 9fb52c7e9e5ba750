using TokenGrains.Sessions;
using TokenGrains.Users;

namespace TokenGrains.Grains.Sessions;

internal sealed partial class SessionGrain
{
    [LoggerMessage(EventId = 200, Level = LogLevel.Debug, Message = "Session {Session} of user {User} started.")]
    private static partial void LogStarted(ILogger logger, SessionId session, UserId user);

    [LoggerMessage(EventId = 201, Level = LogLevel.Debug, Message = "Refresh of session {Session} with generation {Generation}: {Cause}.")]
    private static partial void LogRefreshed(ILogger logger, SessionId session, uint generation, string cause);

    [LoggerMessage(EventId = 202, Level = LogLevel.Information, Message = "Session {Session} of user {User} was revoked: {Cause}.")]
    private static partial void LogRevoked(ILogger logger, SessionId session, UserId user, string cause);
}
