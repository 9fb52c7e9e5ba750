using Microsoft.Extensions.Logging;

namespace TokenGrains.Storage.Janitor;

internal sealed partial class StorageJanitor
{
    [LoggerMessage(Level = LogLevel.Debug, Message = "Deleted {Rows} ended rows.")]
    private static partial void LogSwept(ILogger logger, int rows);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Ended rows could not be deleted. The next try is in {Interval}.")]
    private static partial void LogSweepFailed(ILogger logger, Exception cause, TimeSpan interval);
}
