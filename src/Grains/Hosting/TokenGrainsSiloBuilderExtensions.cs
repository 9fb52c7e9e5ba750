using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Configuration;
using TokenGrains.Grains.Clustering;
using TokenGrains.Grains.Diagnostics;
using TokenGrains.Grains.Events;
using TokenGrains.Grains.Sessions;
using TokenGrains.Grains.Signing;
using TokenGrains.Grains.Users;
using TokenGrains.Grains.Users.Passwords;
using TokenGrains.Storage;
using TokenGrains.Storage.Events;

namespace TokenGrains.Grains.Hosting;

/// <summary>Makes a silo host the grains of TokenGrains.</summary>
public static class TokenGrainsSiloBuilderExtensions
{
    private const int MostWaitingCalls = 4096;

    /// <summary>
    /// Adds the grains with their storage. The options come from <see cref="SettingsExtensions.AddTokenGrainsSettings"/>.
    /// </summary>
    /// <exception cref="PlatformNotSupportedException">.NET runs without ICU, so names cannot be normalised.</exception>
    public static ISiloBuilder AddTokenGrains(this ISiloBuilder silo)
    {
        RequireNormalization();
        silo.AddTokenGrainsStorage();

        // Without a limit one hot account could fill the memory with waiting calls.
        silo.Configure<SiloMessagingOptions>(messaging => messaging.MaxEnqueuedRequestsHardLimit = MostWaitingCalls);
        silo.Services.TryAddSingleton(TimeProvider.System);
        silo.Services.TryAddSingleton<StorageLease>(new StorageLease.Exclusive());
        silo.Services.AddSingleton<HashingThreads>();
        silo.Services.AddSingleton<PasswordHasher>();
        silo.Services.AddSingleton<PasswordPolicy>();
        silo.Services.AddSingleton<KeyVault>();
        silo.Services.AddSingleton<SigningKeyCache>();
        silo.Services.AddSingleton<DefaultTokens>();
        silo.Services.AddSingleton<DrawnTokens>();
        silo.Services.AddSingleton<SignInRules>();
        silo.Services.AddSingleton<TokenIssuer>();
        silo.Services.AddSingleton<TokenInstruments>();
        silo.Services.AddSingleton<SecurityEvents>();
        silo.Services.TryAddSingleton(provider => new EventLines(
            provider.GetRequiredService<IOptions<EventOptions>>().Value.ToStandardOutput ? Console.OpenStandardOutput() : null));
        return silo;
    }

    // In globalization-invariant mode .NET returns every text as it is, and two spellings of a name become two accounts.
    private static void RequireNormalization()
    {
        if ("\uFB01".Normalize(NormalizationForm.FormKC) != "fi")
            throw new PlatformNotSupportedException("Unicode normalisation is off: install ICU (libicu) and unset DOTNET_SYSTEM_GLOBALIZATION_INVARIANT.");
    }
}
