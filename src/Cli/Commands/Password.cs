using Spectre.Console;

namespace TokenGrains.Cli.Commands;

/// <summary>Passwords come from the keyboard or from standard input: on a command line everybody on the machine could read them.</summary>
internal static class Password
{
    /// <summary>Asks twice at a terminal; else reads one line.</summary>
    /// <exception cref="CommandException">There is none, or the two differ.</exception>
    public static async Task<string> Read(CancellationToken stopping)
    {
        if (Console.IsInputRedirected)
            return await Console.In.ReadLineAsync(stopping) is { Length: > 0 } line ? line : throw new CommandException("Give the password as one line of standard input.");

        var first = await Ask("Password:", stopping);
        return await Ask("Password (again):", stopping) == first ? first : throw new CommandException("The two passwords differ.");
    }

    private static Task<string> Ask(string prompt, CancellationToken stopping) =>
        new TextPrompt<string>(prompt).Secret(mask: null).ShowAsync(AnsiConsole.Console, stopping);
}
