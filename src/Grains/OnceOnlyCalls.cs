namespace TokenGrains.Grains;

/// <summary>Calls from grain to grain that are never sent again.</summary>
internal static class OnceOnlyCalls
{
    /// <summary>
    /// Longer than what other calls have in a cluster: a silo that has just joined takes seconds for its first calls on a busy machine, and
    /// giving up would turn a late success into a fault. The death of the silo ends the wait before that.
    /// </summary>
    public const string ResponseTimeout = "00:00:10";
}
