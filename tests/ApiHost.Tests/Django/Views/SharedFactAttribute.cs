namespace TokenGrains.ApiHost.Tests.Django.Views;

/// <summary>A test over the files of the shared folder <c>vectors/</c>: skipped, visibly, where there is none, except in CI.</summary>
internal sealed class SharedFactAttribute : FactAttribute
{
    private static readonly string? Vectors = FindVectors();

    public SharedFactAttribute()
    {
        if (Vectors is null && Environment.GetEnvironmentVariable("CI") != "true")
            Skip = "There is no folder shared/vectors beside this repository.";
    }

    /// <summary>Throws, rather than finding nothing to test, where the folder is missing.</summary>
    public static string PathOf(string folder)
    {
        return Path.Combine(Vectors ?? throw new DirectoryNotFoundException("There is no folder shared/vectors above " + AppContext.BaseDirectory), folder);
    }

    private static string? FindVectors()
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
