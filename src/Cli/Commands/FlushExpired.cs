using System.CommandLine;
using TokenGrains.Cli.Targets;

namespace TokenGrains.Cli.Commands;

/// <summary><c>flush-expired</c>, as Django's <c>flushexpiredtokens</c>.</summary>
internal static class FlushExpired
{
    public static Command Command { get; } =
        new Command("flush-expired", "Deletes sessions whose time is over. The service does so by itself (Storage:JanitorInterval); this does it now.").On(Run);

    private static async Task<int> Run(ParseResult parsed, ITarget target, CancellationToken stopping)
    {
        var total = 0;
        while (await target.FlushExpired() is > 0 and var deleted)
        {
            total += deleted;
            stopping.ThrowIfCancellationRequested();
        }

        await parsed.InvocationConfiguration.Output.WriteLineAsync($"{total} deleted.");
        return ExitCodes.Done;
    }
}
