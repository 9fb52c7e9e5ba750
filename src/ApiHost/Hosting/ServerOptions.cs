using System.ComponentModel.DataAnnotations;

namespace TokenGrains.ApiHost.Hosting;

/// <summary>How the host serves HTTP, in the section <c>Server</c>. Addresses and limits are Kestrel's own settings.</summary>
internal sealed class ServerOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Server";

    /// <summary>
    /// How long the host goes on serving after it was asked to stop, not ready any more and closing every connection with its
    /// answer, so that a load balancer can turn away before the port is closed. 0 to 20 seconds. Default: 0, as nobody stands in
    /// front of a host that runs alone.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:20")]
    public TimeSpan DrainPeriod { get; set; } = TimeSpan.Zero;
}
