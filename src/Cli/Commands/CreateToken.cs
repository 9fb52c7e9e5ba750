using System.CommandLine;
using TokenGrains.Cli.Targets;

namespace TokenGrains.Cli.Commands;

/// <summary><c>create-token NAME [-r]</c>, as Django's <c>drf_create_token</c>.</summary>
internal static class CreateToken
{
    private static readonly Argument<string> Name = new("name") { Description = "The user's name." };

    private static readonly Option<bool> Regenerate = new("--reset", "-r") { Description = "Ends the token there is, and an imported one, and makes a new one." };

    public static Command Command { get; } =
        new Command("create-token", "Prints the opaque token of a user, which is made if there is none.") { Name, Regenerate }.On(Run);

    private static async Task<int> Run(ParseResult parsed, ITarget target, CancellationToken stopping)
    {
        var user = await target.FindUser(parsed.GetRequiredValue(Name));
        await parsed.InvocationConfiguration.Output.WriteLineAsync(await target.CreateToken(user, parsed.GetValue(Regenerate)));
        return ExitCodes.Done;
    }
}
