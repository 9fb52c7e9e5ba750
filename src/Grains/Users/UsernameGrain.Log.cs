using TokenGrains.Users;

namespace TokenGrains.Grains.Users;

internal sealed partial class UsernameGrain
{
    [LoggerMessage(EventId = 100, Level = LogLevel.Information, Message = "User {User} registered.")]
    private static partial void LogRegistered(ILogger logger, UserId user);

    [LoggerMessage(EventId = 101, Level = LogLevel.Information, Message = "User {User} changed its name.")]
    private static partial void LogRenamed(ILogger logger, UserId user);
}
