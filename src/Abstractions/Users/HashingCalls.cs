namespace TokenGrains.Users;

/// <summary>Grain calls that wait for the hashing of a password.</summary>
public static class HashingCalls
{
    /// <summary>
    /// Longer than what other calls have in a cluster: under load a hash stands in a bounded queue, and a sign-in that was waited
    /// for in vain has cost as much as one that was answered.
    /// </summary>
    public const string ResponseTimeout = "00:00:15";
}
