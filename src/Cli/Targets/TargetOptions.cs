using System.CommandLine;

namespace TokenGrains.Cli.Targets;

/// <summary>The options with which every command says what it is done to.</summary>
internal static class TargetOptions
{
    private const string UrlVariable = "TOKENGRAINS_URL";
    private const string TokenVariable = "TOKENGRAINS_TOKEN";

    private static readonly Option<string?> Url = new("--url")
    {
        Description = $"The service, such as https://auth.example.com. {UrlVariable} unless given.",
        HelpName = "address",
    };

    private static readonly Option<string?> Token = new("--token")
    {
        Description = $"A token of a staff user. {TokenVariable} unless given, which keeps it out of the list of processes.",
        HelpName = "token",
    };

    private static readonly Option<string?> Store = new("--store")
    {
        Description = "Opens the store itself, while no service runs, with the service's settings: those of the environment, and of this JSON file if given.",
        HelpName = "file",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<string[]> Settings = new("--set")
    {
        Description = "With --store: one setting, which wins over the others, such as Storage:ConnectionString=\"Data Source=data/tokengrains.db\".",
        HelpName = "name=value",
    };

    /// <summary>Gives a command the options, and what it does.</summary>
    public static Command On(this Command command, Func<ParseResult, ITarget, CancellationToken, Task<int>> action)
    {
        foreach (var option in (Option[])[Url, Token, Store, Settings])
            command.Options.Add(option);
        command.SetAction((parsed, stopping) => Run(parsed, action, stopping));
        return command;
    }

    private static async Task<int> Run(
        ParseResult parsed, Func<ParseResult, ITarget, CancellationToken, Task<int>> action, CancellationToken stopping)
    {
        try
        {
            await using var target = await Open(parsed, stopping);
            return await action(parsed, target, stopping);
        }
        catch (CommandException exception)
        {
            await parsed.InvocationConfiguration.Error.WriteLineAsync(exception.Message);
            return ExitCodes.Failed;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await parsed.InvocationConfiguration.Error.WriteLineAsync("Stopped. What was done stays done; the command can be repeated.");
            return ExitCodes.Failed;
        }
#pragma warning disable CA1031 // Whatever a store, a database or the network may throw: a person wants its reason and not its stack.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            await parsed.InvocationConfiguration.Error.WriteLineAsync($"It failed: {exception.GetBaseException().Message}");
            return ExitCodes.Failed;
        }
    }

    private static async Task<ITarget> Open(ParseResult parsed, CancellationToken stopping)
    {
        if (parsed.GetResult(Store) is not null)
            return await StoreTarget.Open(parsed.GetValue(Store), ReadSettings(parsed), stopping);
        if ((parsed.GetValue(Url) ?? Environment.GetEnvironmentVariable(UrlVariable)) is not { Length: > 0 } url)
            throw new CommandException($"Say what to work on: a running service with --url (or {UrlVariable}), or the store itself with --store.");
        if (!Uri.TryCreate(url, UriKind.Absolute, out var service) || service.Scheme is not ("http" or "https"))
            throw new CommandException("Give the service as http://... or https://...");
        if ((parsed.GetValue(Token) ?? Environment.GetEnvironmentVariable(TokenVariable)) is not { Length: > 0 } token)
            throw new CommandException($"Give a token of a staff user with --token or {TokenVariable}.");
        return new ServiceTarget(service, token);
    }

    private static Dictionary<string, string?> ReadSettings(ParseResult parsed)
    {
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var setting in parsed.GetValue(Settings) ?? [])
        {
            var at = setting.IndexOf('=', StringComparison.Ordinal);
            if (at < 1)
                throw new CommandException("--set takes NAME=VALUE.");
            settings[setting[..at]] = setting[(at + 1)..];
        }

        return settings;
    }
}
