using System.Diagnostics;
using TokenGrains.Grains.Clustering;
using TokenGrains.Grains.Hosting;

namespace TokenGrains.ApiHost.Hosting;

/// <summary>Where this host finds the grains.</summary>
internal static class GrainHosting
{
    /// <summary>Starts a silo in this process or connects to those of a cluster, as <see cref="ClusterOptions.Mode"/> says.</summary>
    public static WebApplicationBuilder AddGrains(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<FirstCalls>();
        switch (builder.Configuration.ReadSettings<ClusterOptions>(ClusterOptions.Section).Mode)
        {
            case ClusterMode.Embedded:
                builder.AddEmbeddedSilo();
                break;

            case ClusterMode.CoHosted:
                builder.UseOrleans(silo => silo.UseTokenGrainsCluster().AddTokenGrains());
                break;

            case ClusterMode.Client:
                builder.UseOrleansClient(client => client.UseTokenGrainsCluster());
                break;

            case var unknown:
                throw new UnreachableException(unknown.ToString());
        }

        return builder;
    }
}
