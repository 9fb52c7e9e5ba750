using Microsoft.Extensions.Logging;

namespace TokenGrains.Storage.PostgreSql;

internal sealed partial class PostgreSqlRowStore
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Opened the PostgreSQL database.")]
    private static partial void LogOpened(ILogger logger);
}
