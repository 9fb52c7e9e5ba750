namespace TokenGrains.Cluster.Tests.Histories;

/// <summary>Decides from a history alone which promises were broken. What can be explained without a fault is none.</summary>
/// <remarks>
/// Two entries have an order only if one ended before the other began. An entry without an answer has no end: it may take effect
/// at any time until the process dies.
/// </remarks>
internal static class Checker
{
    /// <param name="history">All of it.</param>
    /// <param name="notice">How long after its end was acknowledged a token may still be taken; <see cref="AccountEnds.LongestNotice"/> by default.</param>
    public static IReadOnlyList<Violation> Check(History history, TimeSpan? notice = null)
    {
        var ends = new AccountEnds(history, notice ?? AccountEnds.LongestNotice);
        return
        [
            .. new SessionRules(history, new Families(history), ends).Check(),
            .. history.Entries.GroupBy(entry => entry.Account).SelectMany(account => new AccountRules([.. account], ends).Check()),
            .. history.Entries.Where(entry => entry.Status is >= 500 and not 503)
                .Select(entry => new Violation(Promise.NoFault, entry, "The host failed.")),
        ];
    }
}
