namespace TokenGrains.Grains.Tests.Tokens;

/// <summary>A test over the vectors that lie beside the repository. Skipped where they are not, except in CI.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedFactAttribute : FactAttribute
{
    public SharedFactAttribute()
    {
        if (FindVectors() is null && Environment.GetEnvironmentVariable("CI") is not "true")
            Skip = "The folder shared/vectors is not here.";
    }

    /// <summary>The folder <c>shared/vectors</c> beside this program or above it; null if there is none.</summary>
    public static string? FindVectors()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var vectors = Path.Combine(folder.FullName, "shared", "vectors");
            if (Directory.Exists(vectors))
                return vectors;
        }

        return null;
    }
}
