using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using TokenGrains.Grains.Hosting;
using TokenGrains.Importing;
using TokenGrains.Users;

namespace TokenGrains.Cli.Targets;

/// <summary>The store, opened by a silo in this process, as the service would open it.</summary>
internal sealed class StoreTarget : ITarget
{
    private readonly IHost _host;
    private readonly IGrainFactory _grains;

    private StoreTarget(IHost host) => (_host, _grains) = (host, host.Services.GetRequiredService<IGrainFactory>());

    /// <summary>Opens it.</summary>
    /// <param name="settingsFile">The service's settings in JSON; null if there are none.</param>
    /// <param name="settings">Single ones, which win over those of the file and of the environment.</param>
    /// <param name="stopping">Gives up.</param>
    /// <exception cref="CommandException">The settings are wrong, or the store cannot be opened.</exception>
    public static async Task<StoreTarget> Open(string? settingsFile, IEnumerable<KeyValuePair<string, string?>> settings, CancellationToken stopping)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        if (settingsFile is not null && !File.Exists(settingsFile))
            throw new CommandException($"There is no file {settingsFile}.");
        if (settingsFile is not null)
            builder.Configuration.AddJsonFile(Path.GetFullPath(settingsFile), optional: false);
        builder.Configuration.AddEnvironmentVariables().AddInMemoryCollection(settings);

        // No logging: what goes wrong comes here as an exception, and a person wants one line of it.
        builder.Services.AddTokenGrainsSettings(builder.Configuration);
        builder.AddEmbeddedSilo();
        var host = builder.Build();
        try
        {
            host.Services.GetRequiredService<IStartupValidator>().Validate();
            await host.StartAsync(stopping);
            return new StoreTarget(host);
        }
        catch (Exception exception) when (ConfigurationReport.FindProblems(exception) is { Count: > 0 } problems)
        {
            host.Dispose();
            throw new CommandException("The store cannot be opened:" + string.Concat(problems.Select(problem => $"\n  - {problem}")));
        }
        catch
        {
            host.Dispose();
            throw;
        }
    }

    public async Task<long> CreateUser(string name, string password, bool isStaff)
    {
        if (!Username.TryParse(name, out var username) || !username.IsWellFormed)
            throw new CommandException($"Give a name of 1 to {Username.MaximumLength} characters: letters, numbers, and @/./+/-/_.");

        return await _grains.Register(username, password, isStaff: isStaff) switch
        {
            RegisterResult.Registered registered => registered.User.User.Value,
            RegisterResult.NameTaken => throw new CommandException("A user with that username already exists."),
            RegisterResult.PasswordRefused refused => throw PasswordRefused(refused.Fault),
            var failed => throw new UnreachableException(failed.GetType().Name),
        };
    }

    public async Task<long> FindUser(string name) =>
        Username.TryParse(name, out var username) && await _grains.Username(username).Find(username) is { } user
            ? user.User.Value
            : throw new CommandException($"There is no user {name}.");

    public async Task<string> CreateToken(long user, bool regenerate) =>
        (await Grain(user).GrantToken(regenerate))?.Text ?? throw Gone();

    public async Task ChangePassword(long user, string password)
    {
        var result = await Grain(user).Update(new UserChanges(Password: password));
        if (result is not UpdateUserResult.Updated)
            throw result is UpdateUserResult.PasswordRefused refused ? PasswordRefused(refused.Fault) : Gone();
    }

    public async Task RevokeUser(long user)
    {
        if (!await Grain(user).RevokeSessions() || !await Grain(user).RevokeOpaqueTokens())
            throw Gone();
    }

    public Task<int> FlushExpired() => _grains.Janitor().Sweep();

    public async Task<IReadOnlyList<ImportResult>> ImportUsers(IReadOnlyList<ImportedUser> users, bool dryRun) =>
        await _grains.Imports().ImportUsers([.. users], dryRun);

    public async Task<IReadOnlyList<ImportResult>> ImportRevocations(IReadOnlyList<ImportedRevocation> revocations, bool dryRun) =>
        await _grains.Imports().ImportRevocations([.. revocations], dryRun);

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }

    private IUserGrain Grain(long user) => UserId.TryCreate(user, out var id) ? _grains.User(id) : throw Gone();

    private static CommandException Gone() => new("There is no such user.");

    private static CommandException PasswordRefused(PasswordFault fault) => new($"The password is refused: {fault switch
    {
        PasswordFault.TooShort => "it is too short, 8 characters at least",
        PasswordFault.TooLong => "it is too long, 256 characters at most",
        PasswordFault.TooCommon => "it is too common",
        _ => "it is the username",
    }}.");
}
