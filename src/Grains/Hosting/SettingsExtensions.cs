using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TokenGrains.Grains.Clustering;
using TokenGrains.Grains.Sessions;
using TokenGrains.Grains.Signing;
using TokenGrains.Grains.Users.Passwords;
using TokenGrains.Storage;
using TokenGrains.Storage.Events;
using TokenGrains.Tokens;

namespace TokenGrains.Grains.Hosting;

/// <summary>Registers options that refuse to start with any bad value, and name all of them.</summary>
public static class SettingsExtensions
{
    /// <summary>The settings of the grains, their storage and the token formats: silos and hosts read the same.</summary>
    public static IServiceCollection AddTokenGrainsSettings(this IServiceCollection services, IConfiguration configuration) => services
        .AddSettings<SimpleJwtOptions>(configuration, SimpleJwtOptions.Section)
        .AddSettings<SessionOptions>(configuration, SessionOptions.Section)
        .AddSettings<PasswordOptions>(configuration, PasswordOptions.Section)
        .AddSettings<ClusterOptions>(configuration, ClusterOptions.Section)
        .AddSettings<KeyOptions>(configuration, KeyOptions.Section)
        .AddSettings<StorageOptions>(configuration, StorageOptions.SectionName)
        .AddSettings<EventOptions>(configuration, EventOptions.SectionName);

    /// <summary>Binds and validates one options class.</summary>
    public static IServiceCollection AddSettings<TOptions>(this IServiceCollection services, IConfiguration configuration, string section)
        where TOptions : class, new()
    {
        var settings = new SettingsSection<TOptions>(configuration.GetSection(section));
        services.AddSingleton<IConfigureOptions<TOptions>>(settings);
        services.AddSingleton<IValidateOptions<TOptions>>(settings);
        services.AddOptions<TOptions>().ValidateOnStart();
        return services;
    }

    /// <summary>
    /// Reads an options class that shapes the host while it is being built. Bad values keep their defaults here: the same
    /// class, registered with <see cref="AddSettings"/>, refuses the start before anything is opened.
    /// </summary>
    public static TOptions ReadSettings<TOptions>(this IConfiguration configuration, string section)
        where TOptions : class, new()
    {
        var options = new TOptions();
        new SettingsSection<TOptions>(configuration.GetSection(section)).Configure(options);
        return options;
    }
}
