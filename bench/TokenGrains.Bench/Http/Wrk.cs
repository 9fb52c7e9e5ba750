using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using TokenGrains.Bench.Contest;

namespace TokenGrains.Bench.Http;

/// <summary>The load generator <c>wrk</c>: one thread, so that it never takes more than half of two cores.</summary>
/// <remarks>A request that fails or is not answered as it should be makes the run void: an <see cref="InvalidOperationException"/>.</remarks>
internal static class Wrk
{
    // Far more than any contestant needs.
    private static readonly TimeSpan SpendingLimit = TimeSpan.FromMinutes(1);

    /// <summary>Sends the same request over and over.</summary>
    public static Task<LoadResult> Get(Uri url, int connections, TimeSpan duration, params string[] headers) =>
        Run(["-s", Script("done.lua"), .. headers.SelectMany(header => (string[])["-H", header])], url, connections, duration, []);

    /// <summary>Refreshes, each time with the token that the answer to an earlier one has brought.</summary>
    public static Task<LoadResult> Rotate(Uri url, RefreshRequest refresh, IReadOnlyCollection<string> tokens, int connections, TimeSpan duration) => WithPool(tokens, pool =>
        Run(["-s", Script("rotate.lua")], url, connections, duration, [pool, refresh.Body.Before, refresh.Body.After, refresh.Field, refresh.Body.ContentType]));

    /// <summary>Sends each token once.</summary>
    public static Task<LoadResult> Spend(Uri address, TokenRequest request, IReadOnlyCollection<string> tokens, int connections) => WithPool(tokens, pool =>
        Run(["-s", Script("spend.lua")], new Uri(address, request.Path), connections, SpendingLimit, [pool, request.Method.Method, request.Body.ContentType, request.Body.Before, request.Body.After]));

    private static async Task<LoadResult> WithPool(IReadOnlyCollection<string> tokens, Func<string, Task<LoadResult>> run)
    {
        var pool = Path.GetTempFileName();
        try
        {
            await File.WriteAllLinesAsync(pool, tokens);
            return await run(pool);
        }
        finally
        {
            File.Delete(pool);
        }
    }

    private static string Script(string name) => Path.Combine(AppContext.BaseDirectory, "Http", name);

    private static async Task<LoadResult> Run(string[] options, Uri url, int connections, TimeSpan duration, string[] arguments)
    {
        var start = new ProcessStartInfo("wrk") { RedirectStandardOutput = true };
        string[] all = ["-t1", $"-c{connections}", $"-d{(int)Math.Ceiling(duration.TotalSeconds)}s", "--timeout", "10s", .. options, url.AbsoluteUri, "--", .. arguments];
        foreach (var argument in all)
            start.ArgumentList.Add(argument);

        using var process = Start(start);
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        var line = output.Split('\n').LastOrDefault(line => line.StartsWith('{')) ?? throw new InvalidOperationException($"wrk said: {output}");
        var figures = JsonSerializer.Deserialize<Figures>(line, JsonSerializerOptions.Web)!;
        if (figures.Failures > 0)
            throw new InvalidOperationException($"{figures.Failures} of {figures.Requests} requests to {url} failed: the run is void.");
        return new LoadResult(figures.Requests, figures.Requests / (figures.Microseconds / 1e6), figures.P50 / 1e3, figures.P99 / 1e3);
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            throw new InvalidOperationException("wrk is not installed: apt-get install wrk");
        }
    }

    private sealed record Figures(long Requests, long Microseconds, long P50, long P99, long Failures);
}
