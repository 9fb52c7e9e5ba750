using System.Globalization;

namespace TokenGrains.Cluster.Tests;

/// <summary>Numbers from the environment, for runs that are longer than a suite may be.</summary>
internal static class TestSettings
{
    public static ulong Read(string name, ulong fallback) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? ulong.Parse(text, CultureInfo.InvariantCulture) : fallback;
}
