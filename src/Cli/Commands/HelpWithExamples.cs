using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace TokenGrains.Cli.Commands;

/// <summary>The help of every command, with examples behind it that can be copied.</summary>
internal sealed class HelpWithExamples(SynchronousCommandLineAction help) : SynchronousCommandLineAction
{
    private static readonly Dictionary<string, string[]> Examples = new()
    {
        ["create-user"] = ["tokengrains create-user alice --url https://auth.example.com", "echo \"$PASSWORD\" | tokengrains create-user root --staff --store settings.json"],
        ["create-token"] = ["tokengrains create-token alice --url https://auth.example.com", "tokengrains create-token -r alice --store settings.json"],
        ["change-password"] = ["tokengrains change-password alice --url https://auth.example.com"],
        ["revoke-user"] = ["tokengrains revoke-user alice --url https://auth.example.com"],
        ["flush-expired"] = ["tokengrains flush-expired --url https://auth.example.com"],
        ["import-django"] =
        [
            "tokengrains import-django --from db.sqlite3 --store settings.json --dry-run",
            "tokengrains import-django --from postgresql://reader:PASSWORD@db/site --store settings.json",
            "tokengrains import-django --from db.sqlite3 --url https://auth.example.com",
        ],
    };

    /// <summary>Gives the examples to <paramref name="root"/> and all of its commands.</summary>
    public static RootCommand AddTo(RootCommand root)
    {
        var option = root.Options.OfType<HelpOption>().Single();
        option.Action = new HelpWithExamples((SynchronousCommandLineAction)option.Action!);
        return root;
    }

    public override int Invoke(ParseResult parseResult)
    {
        var code = help.Invoke(parseResult);
        if (!Examples.TryGetValue(parseResult.CommandResult.Command.Name, out var examples))
            return code;

        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine("Examples:");
        foreach (var example in examples)
            output.WriteLine($"  {example}");
        output.WriteLine();
        return code;
    }
}
