using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace TokenGrains.Grains.Hosting;

/// <summary>Says in plain words why the host does not start, naming every bad value.</summary>
public static class ConfigurationReport
{
    private const int Success = 0;
    private const int NotConfigured = 78; // EX_CONFIG of sysexits.h

    /// <summary>Validates all options, lets <paramref name="setUp"/> use them, and runs the host until it is stopped.</summary>
    /// <returns>The exit code of the process.</returns>
    public static async Task<int> RunOrReport(this IHost host, Action? setUp = null)
    {
        try
        {
            // Setting up reads options already, and would stop at the first class of them that is bad.
            host.Services.GetRequiredService<IStartupValidator>().Validate();
            setUp?.Invoke();
            await host.RunAsync();
            return Success;
        }
        catch (Exception exception) when (FindProblems(exception) is { Count: > 0 } problems)
        {
            await Console.Error.WriteLineAsync("TokenGrains cannot start with this configuration:");
            foreach (var problem in problems)
                await Console.Error.WriteLineAsync($"  - {problem}");
            return NotConfigured;
        }
    }

    /// <summary>What is wrong with the configuration, if that is why <paramref name="exception"/> was thrown.</summary>
    public static IReadOnlyList<string> FindProblems(Exception exception) => exception switch
    {
        OptionsValidationException invalid => [.. invalid.Failures],
        OrleansConfigurationException wrong => [wrong.Message],
        AggregateException several => [.. several.InnerExceptions.SelectMany(FindProblems)],
        _ => exception.InnerException is { } inner ? FindProblems(inner) : [],
    };
}
