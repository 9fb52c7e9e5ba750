using Microsoft.Extensions.Logging;

namespace TokenGrains.Storage.PostgreSql;

internal sealed partial class PostgreSqlSchemaUpgrade
{
    [LoggerMessage(Level = LogLevel.Information, Message = "The PostgreSQL database has schema version {SchemaVersion}.")]
    private static partial void LogUpgraded(ILogger logger, int schemaVersion);
}
