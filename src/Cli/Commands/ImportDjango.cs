using System.CommandLine;
using Spectre.Console;
using TokenGrains.Cli.Django;
using TokenGrains.Cli.Targets;

namespace TokenGrains.Cli.Commands;

/// <summary><c>import-django --from CONNECTION [--dry-run]</c>.</summary>
internal static class ImportDjango
{
    private static readonly Option<string> From = new("--from")
    {
        Description = "The site's database, which is only read: a SQLite file, sqlite:///FILE, postgresql://USER:PASSWORD@HOST/DATABASE or Npgsql's Host=...;Database=...",
        HelpName = "connection",
        Required = true,
    };

    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Only counts what would be done, and says which rows would be refused." };

    private static readonly Option<string> UsersTable = new("--users-table")
    {
        Description = "The table of the user model.",
        DefaultValueFactory = _ => "auth_user",
    };

    public static Command Command { get; } = new Command(
        "import-django",
        "Takes over the users of a Django site with their ids, names, flags, dates and password hashes, their authtoken keys and their blacklisted refresh tokens. "
        + $"Can be repeated: only what is new or has changed is written. Exit code {ExitCodes.RowsRefused} if rows were refused.")
    {
        From, DryRun, UsersTable,
    }.On(Run);

    private static async Task<int> Run(ParseResult parsed, ITarget target, CancellationToken stopping)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        var dryRun = parsed.GetValue(DryRun);
        await using var source = await DjangoDatabase.Open(parsed.GetRequiredValue(From), parsed.GetValue(UsersTable)!, stopping);
        var users = await source.CountUsers(stopping);

        var import = ConsoleReport.IsTerminal(output)
            ? await AnsiConsole.Progress().StartAsync(progress => Carry(progress.AddTask("users", maxValue: users)))
            : await Carry(bar: null);
        ConsoleReport.ShowTotals(import, dryRun, output);
        return import.Users.Refused + import.Revocations.Refused == 0 ? ExitCodes.Done : ExitCodes.RowsRefused;

        async Task<DjangoImport> Carry(ProgressTask? bar)
        {
            var running = new DjangoImport(target, dryRun, new ConsoleReport(output, error, users, bar));
            await running.Run(source, stopping);
            return running;
        }
    }
}
