using System.ComponentModel.DataAnnotations;

namespace TokenGrains.Storage.Events;

/// <summary>What becomes of security events. Configuration section <see cref="SectionName"/>.</summary>
public sealed class EventOptions
{
    public const string SectionName = "Events";

    /// <summary>How long an event is kept. 1 hour to 10 years; default 90 days. The janitor deletes it some minutes later.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "3650.00:00:00")]
    public TimeSpan Retention { get; set; } = TimeSpan.FromDays(90);

    /// <summary>Whether each event is also a line of JSON on standard output of the silo, for a collector of logs. Default: false.</summary>
    public bool ToStandardOutput { get; set; }
}
