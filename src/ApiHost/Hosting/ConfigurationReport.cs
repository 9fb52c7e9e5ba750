using Microsoft.Extensions.Options;

namespace TokenGrains.ApiHost.Hosting;

/// <summary>Says in plain words why the host does not start, naming every bad value.</summary>
internal static class ConfigurationReport
{
    private const int Success = 0;
    private const int NotConfigured = 78; // EX_CONFIG of sysexits.h

    /// <summary>Validates all options, sets the application up with <paramref name="map"/> and runs it until it is stopped.</summary>
    /// <returns>The exit code of the process.</returns>
    public static async Task<int> Run(this WebApplication app, Action<WebApplication> map)
    {
        try
        {
            // Mapping reads options already, and would stop at the first class of them that is bad.
            app.Services.GetRequiredService<IStartupValidator>().Validate();
            map(app);
            await app.RunAsync();
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

    private static List<string> FindProblems(Exception exception) => exception switch
    {
        OptionsValidationException invalid => [.. invalid.Failures],
        OrleansConfigurationException wrong => [wrong.Message],
        AggregateException several => [.. several.InnerExceptions.SelectMany(FindProblems)],
        _ => exception.InnerException is { } inner ? FindProblems(inner) : [],
    };
}
