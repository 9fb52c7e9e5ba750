using TokenGrains.Users;

namespace TokenGrains.Grains.Users;

internal sealed partial class UserGrain
{
    [LoggerMessage(EventId = 110, Level = LogLevel.Information, Message = "Sign-in of user {User}: {Outcome}.")]
    private static partial void LogSignedIn(ILogger logger, UserId user, string outcome);

    [LoggerMessage(EventId = 111, Level = LogLevel.Information, Message = "User {User} was changed: active {IsActive}, staff {IsStaff}, new password {NewPassword}.")]
    private static partial void LogUpdated(ILogger logger, UserId user, bool isActive, bool isStaff, bool newPassword);

    [LoggerMessage(EventId = 112, Level = LogLevel.Information, Message = "User {User} was deleted.")]
    private static partial void LogDeleted(ILogger logger, UserId user);

    [LoggerMessage(EventId = 113, Level = LogLevel.Information, Message = "{Count} opaque tokens of user {User} were revoked.")]
    private static partial void LogOpaqueTokensRevoked(ILogger logger, UserId user, int count);

    [LoggerMessage(EventId = 115, Level = LogLevel.Information, Message = "User {User} was granted an opaque token by an administrator, the former ones ended: {Regenerated}.")]
    private static partial void LogOpaqueTokenGranted(ILogger logger, UserId user, bool regenerated);

    [LoggerMessage(EventId = 114, Level = LogLevel.Information, Message = "All sessions of user {User} were revoked.")]
    private static partial void LogSessionsRevoked(ILogger logger, UserId user);

    [LoggerMessage(EventId = 116, Level = LogLevel.Information, Message = "User {User} changed its password; its sessions were ended.")]
    private static partial void LogPasswordChanged(ILogger logger, UserId user);
}
