namespace TokenGrains.ApiHost.Hosting;

/// <summary>Where the grains live, in the section <c>Cluster</c>.</summary>
internal sealed class ClusterOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Cluster";

    /// <summary>The mode. <see cref="ClusterMode.Embedded"/> by default.</summary>
    public ClusterMode Mode { get; set; } = ClusterMode.Embedded;
}

/// <summary>Where the grains live.</summary>
internal enum ClusterMode
{
    /// <summary>In this process, alone, with no port open to other silos or clients.</summary>
    Embedded,
}
