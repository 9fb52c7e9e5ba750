using System.CommandLine;
using TokenGrains.Cli.Commands;

namespace TokenGrains.Cli;

// In a namespace, unlike other programs: the tests see the host's Program too.
internal static class Program
{
    public static RootCommand Root { get; } = HelpWithExamples.AddTo(new RootCommand(
        "Looks after a TokenGrains service: through its admin face (--url), or its store while no service runs (--store).")
    {
        CreateUser.Command,
        CreateToken.Command,
        ChangePassword.Command,
        RevokeUser.Command,
        FlushExpired.Command,
        ImportDjango.Command,
    });

    private static Task<int> Main(string[] args) => Root.Parse(args).InvokeAsync();
}
