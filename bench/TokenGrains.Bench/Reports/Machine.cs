using System.Diagnostics;
using System.Runtime.InteropServices;

namespace TokenGrains.Bench.Reports;

/// <summary>On what it was measured.</summary>
internal static class Machine
{
    public static string Description { get; } =
        $"{Environment.ProcessorCount} cores ({Processor()}), {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}, {Version("pgbench", "PostgreSQL")}, {Version("wrk", "wrk", "-v")}";

    private static string Processor() => File.Exists("/proc/cpuinfo")
        ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(": ")[1] ?? RuntimeInformation.ProcessArchitecture.ToString()
        : RuntimeInformation.ProcessArchitecture.ToString();

    // "pgbench (PostgreSQL) 15.9 (Debian ...)", "wrk debian/4.1.0 [epoll] ...".
    private static string Version(string program, string name, string argument = "--version")
    {
        using var process = Process.Start(new ProcessStartInfo(program, argument) { RedirectStandardOutput = true })!;
        var words = process.StandardOutput.ReadToEnd().Split(' ', '\n');
        process.WaitForExit();
        return $"{name} {words.FirstOrDefault(word => word.Any(char.IsAsciiDigit))}";
    }
}
