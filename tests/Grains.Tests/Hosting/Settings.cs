using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TokenGrains.Grains.Hosting;

namespace TokenGrains.Grains.Tests.Hosting;

/// <summary>A configuration, read as at the start of a silo.</summary>
internal static class Settings
{
    /// <summary>The options, which must be good.</summary>
    public static TOptions Read<TOptions>(params (string Name, string? Value)[] settings) where TOptions : class
    {
        using var services = Start(InMemory(settings));
        Assert.Empty(FindProblems(services));
        return services.GetRequiredService<IOptions<TOptions>>().Value;
    }

    /// <summary>As <see cref="Read"/>, from a JSON file.</summary>
    public static TOptions ReadJson<TOptions>(string json) where TOptions : class
    {
        using var services = Start(Json(json));
        Assert.Empty(FindProblems(services));
        return services.GetRequiredService<IOptions<TOptions>>().Value;
    }

    /// <summary>What the start is refused for; empty if it is not.</summary>
    public static IReadOnlyList<string> Problems(params (string Name, string? Value)[] settings)
    {
        using var services = Start(InMemory(settings));
        return FindProblems(services);
    }

    /// <summary>As <see cref="Problems"/>, from a JSON file.</summary>
    public static IReadOnlyList<string> ProblemsOfJson(string json)
    {
        using var services = Start(Json(json));
        return FindProblems(services);
    }

    private static IConfiguration InMemory((string Name, string? Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, setting.Value)))
        .Build();

    private static IConfiguration Json(string json) => new ConfigurationBuilder()
        .AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json)))
        .Build();

    private static ServiceProvider Start(IConfiguration configuration) =>
        new ServiceCollection().AddTokenGrainsSettings(configuration).BuildServiceProvider();

    private static List<string> FindProblems(ServiceProvider services)
    {
        try
        {
            services.GetRequiredService<IStartupValidator>().Validate();
            return [];
        }
        catch (OptionsValidationException exception)
        {
            return [.. exception.Failures];
        }
        catch (AggregateException exception)
        {
            return [.. exception.InnerExceptions.Cast<OptionsValidationException>().SelectMany(inner => inner.Failures)];
        }
    }
}
