using TokenGrains.Storage.Tests;

namespace TokenGrains.Cluster.Tests.Clusters;

/// <summary>A test of a real cluster: it skips, and says so, where there is no PostgreSQL. In CI nothing skips.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ClusterFactAttribute : FactAttribute
{
    public ClusterFactAttribute()
    {
        if (!PostgreSqlServer.IsInstalled && Environment.GetEnvironmentVariable("CI") != "true")
            Skip = PostgreSqlServer.Missing;
    }
}

/// <inheritdoc cref="ClusterFactAttribute"/>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ClusterTheoryAttribute : TheoryAttribute
{
    public ClusterTheoryAttribute() => Skip = new ClusterFactAttribute().Skip;
}
