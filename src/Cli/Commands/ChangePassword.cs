using System.CommandLine;
using TokenGrains.Cli.Targets;

namespace TokenGrains.Cli.Commands;

/// <summary><c>change-password NAME</c>.</summary>
internal static class ChangePassword
{
    private static readonly Argument<string> Name = new("name") { Description = "The user's name." };

    public static Command Command { get; } =
        new Command("change-password", "Gives a user a new password, which ends its sessions. It is asked for, or read from standard input.") { Name }.On(Run);

    private static async Task<int> Run(ParseResult parsed, ITarget target, CancellationToken stopping)
    {
        var user = await target.FindUser(parsed.GetRequiredValue(Name));
        await target.ChangePassword(user, await Password.Read(stopping));
        await parsed.InvocationConfiguration.Output.WriteLineAsync("The password is changed; the user's sessions have ended.");
        return ExitCodes.Done;
    }
}
