namespace TokenGrains.Bench.Services;

/// <summary>Where the built programs lie.</summary>
internal static class Repository
{
    private const string Configuration = "Release";

    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = Find();

    /// <summary>The assembly of a project, by its folder under the root.</summary>
    public static string Assembly(string project, string name) => Path.Combine(Root, project, "bin", Configuration, "net10.0", $"{name}.dll");

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "TokenGrains.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException("The bench must be run from its place in the repository.");
    }
}
