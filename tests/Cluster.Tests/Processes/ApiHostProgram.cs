using System.Diagnostics;
using System.Reflection;

namespace TokenGrains.Cluster.Tests.Processes;

/// <summary>The built program, and how it is started.</summary>
internal static class ApiHostProgram
{
    // What a .NET program needs of its surroundings. Everything else (ASPNETCORE_*, DOTNET_ENVIRONMENT, Storage__..., the hooks
    // of a test runner) would be configuration that the test did not give.
    private static readonly string[] KeptVariables =
        ["PATH", "HOME", "TMPDIR", "LANG", "LD_LIBRARY_PATH", "DOTNET_ROOT", "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"];

    /// <summary>The path of the assembly, as the build wrote it into ours.</summary>
    public static string Location { get; } =
        typeof(ApiHostProgram).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "ApiHostProgram").Value!;

    /// <summary>A start on a free port of the loopback interface.</summary>
    public static ProcessStartInfo Start(string workingDirectory, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            WorkingDirectory = workingDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Except(KeptVariables).ToList())
            start.Environment.Remove(name);
        foreach (var argument in (string[])[Location, "--urls", "http://127.0.0.1:0", .. arguments])
            start.ArgumentList.Add(argument);
        return start;
    }
}
