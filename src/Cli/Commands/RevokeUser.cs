using System.CommandLine;
using TokenGrains.Cli.Targets;

namespace TokenGrains.Cli.Commands;

/// <summary><c>revoke-user NAME</c>.</summary>
internal static class RevokeUser
{
    private static readonly Argument<string> Name = new("name") { Description = "The user's name." };

    public static Command Command { get; } =
        new Command("revoke-user", "Ends all sessions and all opaque tokens of a user. The account stays.") { Name }.On(Run);

    private static async Task<int> Run(ParseResult parsed, ITarget target, CancellationToken stopping)
    {
        await target.RevokeUser(await target.FindUser(parsed.GetRequiredValue(Name)));
        await parsed.InvocationConfiguration.Output.WriteLineAsync("All sessions and opaque tokens of the user have ended.");
        return ExitCodes.Done;
    }
}
