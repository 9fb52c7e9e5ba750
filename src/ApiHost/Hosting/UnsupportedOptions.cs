namespace TokenGrains.ApiHost.Hosting;

/// <summary>Rate limits, in the section <c>RateLimits</c>: there are none yet, and who asks for them is told so at start.</summary>
internal sealed class RateLimitOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "RateLimits";

    /// <summary>Only false is supported; limit rates in front of the host.</summary>
    [OnlyValue("False")]
    public bool Enabled { get; set; }
}
