using System.Diagnostics;
using System.Reflection;

namespace TokenGrains.Cluster.Tests.Processes;

/// <summary>One of the built programs, and how it is started.</summary>
internal sealed class BuiltProgram
{
    public static readonly BuiltProgram ApiHost = new(nameof(ApiHost), "Now listening on: ");
    public static readonly BuiltProgram Silo = new(nameof(Silo), "Application started");

    /// <summary>The silo with one rule broken, for the checker's positive controls.</summary>
    public static readonly BuiltProgram MutantSilo = new(nameof(MutantSilo), "Application started");

    // What a .NET program needs of its surroundings. Everything else (ASPNETCORE_*, DOTNET_ENVIRONMENT, Storage__..., the hooks
    // of a test runner) would be configuration that the test did not give.
    private static readonly string[] KeptVariables =
        ["PATH", "HOME", "TMPDIR", "LANG", "LD_LIBRARY_PATH", "DOTNET_ROOT", "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"];

    private BuiltProgram(string name, string started)
    {
        Location = typeof(BuiltProgram).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == $"{name}Program").Value!;
        Started = started;
    }

    /// <summary>The path of the assembly, as the build wrote it into ours.</summary>
    public string Location { get; }

    /// <summary>What it writes once it serves.</summary>
    public string Started { get; }

    public ProcessStartInfo Start(string workingDirectory, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            WorkingDirectory = workingDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Except(KeptVariables).ToList())
            start.Environment.Remove(name);
        // A free port of the loopback interface, for programs that serve HTTP.
        foreach (var argument in (string[])[Location, "--urls", "http://127.0.0.1:0", .. arguments])
            start.ArgumentList.Add(argument);
        return start;
    }
}
