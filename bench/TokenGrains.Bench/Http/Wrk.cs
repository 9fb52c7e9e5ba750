using System.Diagnostics;
using System.Text.Json;

namespace TokenGrains.Bench.Http;

/// <summary>What one run of <c>wrk</c> found. Latencies in milliseconds.</summary>
internal sealed record WrkResult(double PerSecond, double P50, double P99);

/// <summary>The load generator: one thread, so that it never takes more than half of two cores.</summary>
internal static class Wrk
{
    private const string Missing = "wrk is not installed: apt-get install wrk";

    /// <summary>Sends the same request over and over.</summary>
    /// <exception cref="InvalidOperationException">A request failed or was answered with 400 or more: the run is void.</exception>
    public static async Task<WrkResult> Run(Uri url, int connections, TimeSpan duration, params string[] headers)
    {
        var start = new ProcessStartInfo("wrk") { RedirectStandardOutput = true };
        string[] arguments = ["-t1", $"-c{connections}", $"-d{(int)Math.Ceiling(duration.TotalSeconds)}s", "-s", Path.Combine(AppContext.BaseDirectory, "Http", "done.lua")];
        foreach (var argument in arguments.Concat(headers.SelectMany(header => (string[])["-H", header])).Append(url.AbsoluteUri))
            start.ArgumentList.Add(argument);

        using var process = Start(start);
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        var figures = JsonSerializer.Deserialize<Figures>(output.Split('\n').Last(line => line.StartsWith('{')), JsonSerializerOptions.Web)!;
        if (figures.Failures > 0)
            throw new InvalidOperationException($"{figures.Failures} of {figures.Requests} requests to {url} failed: the run is void.");
        return new WrkResult(figures.Requests / (figures.Microseconds / 1e6), figures.P50 / 1e3, figures.P99 / 1e3);
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new InvalidOperationException(Missing);
        }
    }

    private sealed record Figures(long Requests, long Microseconds, long P50, long P99, long Failures);
}
