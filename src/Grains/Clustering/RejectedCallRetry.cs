namespace TokenGrains.Grains.Clustering;

/// <summary>Repeats calls that a silo has rejected, as one does that stops or has just been declared dead.</summary>
/// <remarks>
/// A rejected call was not run, so that repeating it is safe whatever it does. A call that timed out or whose silo was lost
/// (<see cref="SiloUnavailableException"/>) may have been: those go to the caller as they are.
/// </remarks>
internal sealed class RejectedCallRetry(TimeProvider time) : IOutgoingGrainCallFilter
{
    private static readonly TimeSpan[] Pauses = [.. new[] { 10, 50, 200, 500 }.Select(milliseconds => TimeSpan.FromMilliseconds(milliseconds))];

    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        foreach (var pause in Pauses)
        {
            if (!await IsRejected(context))
                return;
            await Task.Delay(pause, time);
        }

        await context.Invoke();
    }

    // The rejection of a client's own message centre is thrown, that of a silo lies in the response.
    private static async Task<bool> IsRejected(IOutgoingGrainCallContext context)
    {
        try
        {
            await context.Invoke();
            return IsRejection(context.Response?.Exception);
        }
        catch (OrleansMessageRejectionException rejection) when (IsRejection(rejection))
        {
            return true;
        }
    }

    private static bool IsRejection(Exception? exception) => exception is OrleansMessageRejectionException and not SiloUnavailableException;
}
