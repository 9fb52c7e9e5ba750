using TokenGrains.Cluster.Tests.Histories;

namespace TokenGrains.Cluster.Tests.Load;

/// <summary>Asks until it is told.</summary>
internal static class Insistence
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>The first answer that leaves nothing open.</summary>
    public static async Task<Entry> UntilDefinite(Func<Task<Entry>> send)
    {
        while (true)
        {
            if (await send() is { Verdict: not Verdict.Unknown } answer)
                return answer;
            await Task.Delay(Pause);
        }
    }
}
