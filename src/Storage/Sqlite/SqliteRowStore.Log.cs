using Microsoft.Extensions.Logging;

namespace TokenGrains.Storage.Sqlite;

internal sealed partial class SqliteRowStore
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Opened the SQLite database {Path}, schema version {SchemaVersion}.")]
    private static partial void LogOpened(ILogger logger, string path, int schemaVersion);
}
