namespace TokenGrains.ApiHost.Hosting;

/// <summary>What a host asks the grains for before it takes requests.</summary>
/// <remarks>Hosts and silos start in any order: a host waits for the others, not ready, instead of ending.</remarks>
internal sealed partial class FirstCalls(TimeProvider time, ILogger<FirstCalls> logger)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Repeats the call until it is answered. It must be one that may be repeated.</summary>
    public async Task<T> UntilAnswered<T>(Func<Task<T>> call, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await call();
            }
            catch (Exception exception) when (Outage.Is(exception))
            {
                LogNoAnswer(logger, exception);
            }

            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    [LoggerMessage(EventId = 412, Level = LogLevel.Warning, Message = "The grains do not answer yet. The host waits for them.")]
    private static partial void LogNoAnswer(ILogger logger, Exception exception);
}
