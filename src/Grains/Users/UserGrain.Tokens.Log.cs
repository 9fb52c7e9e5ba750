using TokenGrains.Tokens;
using TokenGrains.Users;

namespace TokenGrains.Grains.Users;

internal sealed partial class UserGrain
{
    [LoggerMessage(EventId = 130, Level = LogLevel.Information, Message = "User {User} made the opaque token {Token}.")]
    private static partial void LogOpaqueTokenCreated(ILogger logger, UserId user, OpaqueTokenId token);

    [LoggerMessage(EventId = 131, Level = LogLevel.Information, Message = "The opaque token {Former} of user {User} became {Token}; both work for {Overlap}.")]
    private static partial void LogOpaqueTokenRotated(ILogger logger, UserId user, OpaqueTokenId former, OpaqueTokenId token, TimeSpan overlap);

    [LoggerMessage(EventId = 132, Level = LogLevel.Information, Message = "User {User} ended the opaque token {Token}.")]
    private static partial void LogOpaqueTokenDeleted(ILogger logger, UserId user, OpaqueTokenId token);
}
