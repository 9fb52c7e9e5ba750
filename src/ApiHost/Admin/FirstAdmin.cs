using Microsoft.Extensions.Options;
using TokenGrains.ApiHost.Hosting;
using TokenGrains.Users;

namespace TokenGrains.ApiHost.Admin;

/// <summary>Makes the configured staff user, before the host takes requests.</summary>
internal sealed partial class FirstAdmin(
    IGrainFactory grains, FirstCalls calls, IOptions<AdminOptions> options, ILogger<FirstAdmin> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value is not { Username: { } text, Password: { } password } || !Username.TryParse(text, out var name))
            return;

        switch (await calls.UntilAnswered(() => grains.Register(name, password, isStaff: true), cancellationToken))
        {
            case RegisterResult.Registered registered:
                LogMade(logger, registered.User.User);
                break;

            // Every start but the first.
            case RegisterResult.NameTaken:
                break;

            case RegisterResult.PasswordRefused refused:
                throw new OptionsValidationException(
                    AdminOptions.Section, typeof(AdminOptions), [$"{AdminOptions.Section}:{nameof(AdminOptions.Password)} is refused by the password policy: {refused.Fault}."]);

            case var failed:
                throw new InvalidOperationException($"The first staff user could not be made: {failed.GetType().Name}.");
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(EventId = 420, Level = LogLevel.Information, Message = "The first staff user is {User}.")]
    private static partial void LogMade(ILogger logger, UserId user);
}
