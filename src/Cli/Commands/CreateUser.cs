using System.CommandLine;
using TokenGrains.Cli.Targets;

namespace TokenGrains.Cli.Commands;

/// <summary><c>create-user NAME [--staff]</c>.</summary>
internal static class CreateUser
{
    private static readonly Argument<string> Name = new("name") { Description = "Its name." };

    private static readonly Option<bool> Staff = new("--staff") { Description = "It may use the admin face." };

    public static Command Command { get; } =
        new Command("create-user", "Makes a user and prints its id. The password is asked for, or read from standard input.") { Name, Staff }.On(Run);

    private static async Task<int> Run(ParseResult parsed, ITarget target, CancellationToken stopping)
    {
        var user = await target.CreateUser(parsed.GetRequiredValue(Name), await Password.Read(stopping), parsed.GetValue(Staff));
        await parsed.InvocationConfiguration.Output.WriteLineAsync($"{user}");
        return ExitCodes.Done;
    }
}
