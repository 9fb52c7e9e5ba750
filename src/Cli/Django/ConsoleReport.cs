using Spectre.Console;
using TokenGrains.Importing;

namespace TokenGrains.Cli.Django;

/// <summary>Shows an import to people at a terminal, and as plain lines to files and pipes. Nothing but ids and reasons of a row is shown.</summary>
internal sealed class ConsoleReport(TextWriter output, TextWriter error, long users, ProgressTask? bar) : IImportReport
{
    private const int RowsPerLine = 10_000;

    private readonly Lock _lock = new();
    private long _lines;

    public void OnRefused(string row, ImportFault fault)
    {
        lock (_lock)
            error.WriteLine($"refused: {row}: {Explain(fault)}");
    }

    public void OnProgress(long rows)
    {
        lock (_lock)
        {
            bar?.Value = Math.Max(bar.Value, rows);
            if (bar is not null || rows / RowsPerLine <= _lines)
                return;

            _lines = rows / RowsPerLine;
            output.WriteLine($"{rows} of {users}");
        }
    }

    /// <summary>What became of the rows.</summary>
    public static void ShowTotals(DjangoImport import, bool dryRun, TextWriter output)
    {
        if (dryRun)
            output.WriteLine("Dry run: nothing was written. It would be:");
        if (!IsTerminal(output))
        {
            foreach (var (kind, count) in Kinds(import))
                output.WriteLine($"{kind}: {count.Added} new, {count.Updated} changed, {count.Unchanged} unchanged, {count.Kept} kept as changed here, {count.Refused} refused");
            return;
        }

        var table = new Table().AddColumns("", "new", "changed", "unchanged", "kept as changed here", "refused");
        foreach (var (kind, count) in Kinds(import))
            table.AddRow(kind, $"{count.Added}", $"{count.Updated}", $"{count.Unchanged}", $"{count.Kept}", $"{count.Refused}");
        AnsiConsole.Write(table);
    }

    /// <summary>Whether people see it, and not a file or a pipe.</summary>
    public static bool IsTerminal(TextWriter output) => output == Console.Out && !Console.IsOutputRedirected;

    private static (string Kind, ImportCount Count)[] Kinds(DjangoImport import) =>
        [("users", import.Users), ("blacklisted refresh tokens", import.Revocations)];

    private static string Explain(ImportFault fault) => fault switch
    {
        ImportFault.IdOutOfRange => "its id is not 1 to 2^53 - 1",
        ImportFault.IdTaken => "its id is that of an account which was not imported",
        ImportFault.InvalidName => "its username is empty, too long or holds characters other than letters, numbers and @/./+/-/_",
        ImportFault.NameTaken => "its username is another account's",
        ImportFault.UnknownPasswordHash => "its password hash is of no known algorithm",
        ImportFault.MalformedPasswordHash => "its password hash is not as its algorithm writes it",
        ImportFault.ExpensivePasswordHash => "its password hash would take too much time or memory to check",
        _ => "its authtoken key is not 40 characters of lower-case hexadecimal",
    };
}
