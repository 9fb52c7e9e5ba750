using System.ComponentModel.DataAnnotations;

namespace TokenGrains.Grains.Sessions;

/// <summary>How long sessions last and how a refresh may be repeated, in the section <c>Sessions</c>.</summary>
public sealed class SessionOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Sessions";

    /// <summary>
    /// How long after it was spent a refresh token still gets the same successor again: 0 to 5 minutes; 1 minute by default.
    /// Counted from the moment it was spent; a repetition does not prolong it.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan ReuseGracePeriod { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How long a session may go without a refresh: 1 second to 10 years. By default as long as a refresh token lives, which
    /// is the longest that has an effect.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "3650.00:00:00")]
    public TimeSpan? IdleLifetime { get; set; }

    /// <summary>
    /// How long a session may last however often it is refreshed: 1 second to 10 years. By default 30 days, or as long as a
    /// refresh token lives if that is longer.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "3650.00:00:00")]
    public TimeSpan? AbsoluteLifetime { get; set; }

    /// <summary>
    /// By which part of its lifetime at most an access token is shortened, 0 to 0.5, so that clients that signed in together do
    /// not refresh together. By default 0.1; and 0 where <c>SimpleJwt:SIGNING_KEY</c> is given, as tokens are then Django's to
    /// the second.
    /// </summary>
    [Range(0.0, 0.5)]
    public double? AccessTokenJitter { get; set; }

    /// <summary>
    /// How many sessions a user may have at once: 1 to 1,000, or 0, the default, for any number. A sign-in of a user who has as many
    /// asks each of them whether it still lives.
    /// </summary>
    [Range(0, 1_000)]
    public int MaximumPerUser { get; set; }

    /// <summary>What becomes of a sign-in of a user who has the maximum of sessions: <c>EndOldest</c> by default.</summary>
    public MaximumRule WhenMaximumReached { get; set; }
}

/// <summary>What becomes of a sign-in of a user who has the maximum of sessions.</summary>
public enum MaximumRule
{
    /// <summary>It succeeds, and the session that began first ends.</summary>
    EndOldest,

    /// <summary>It is refused, and the sessions are as they were.</summary>
    Refuse,
}
