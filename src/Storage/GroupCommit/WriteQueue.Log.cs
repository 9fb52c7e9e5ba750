using Microsoft.Extensions.Logging;

namespace TokenGrains.Storage.GroupCommit;

internal sealed partial class WriteQueue
{
    [LoggerMessage(Level = LogLevel.Error, Message = "A commit of {Writes} writes failed.")]
    private static partial void LogCommitFailed(ILogger logger, Exception cause, int writes);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Storage refused a batch of {Writes} writes; they are committed one by one.")]
    private static partial void LogBatchRefused(ILogger logger, Exception cause, int writes);
}
