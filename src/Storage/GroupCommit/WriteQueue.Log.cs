using Microsoft.Extensions.Logging;

namespace TokenGrains.Storage.GroupCommit;

internal sealed partial class WriteQueue
{
    [LoggerMessage(Level = LogLevel.Error, Message = "A commit of {Writes} writes failed. Their callers were told that the outcome is unknown.")]
    private static partial void LogCommitFailed(ILogger logger, Exception cause, int writes);
}
