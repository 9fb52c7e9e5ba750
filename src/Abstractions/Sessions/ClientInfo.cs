namespace TokenGrains.Sessions;

/// <summary>Where a sign-in or a refresh came from, as its user is shown it. Nothing is decided by it: both can be made up.</summary>
/// <param name="Address">The IP address; null if there was none.</param>
/// <param name="UserAgent">The header <c>User-Agent</c>, cut to <see cref="LongestUserAgent"/> characters; null if there was none.</param>
[GenerateSerializer, Immutable, Alias("tokengrains.ClientInfo")]
public sealed record ClientInfo([property: Id(0)] string? Address, [property: Id(1)] string? UserAgent)
{
    /// <summary>So much of a user agent is kept, in characters.</summary>
    public const int LongestUserAgent = 256;
}
