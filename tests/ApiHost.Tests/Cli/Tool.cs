using System.CommandLine;

namespace TokenGrains.ApiHost.Tests.Cli;

/// <summary>The command-line tool, in this process.</summary>
internal static class Tool
{
    /// <summary>What a command answered.</summary>
    internal sealed record Outcome(int Code, string Output, string Error)
    {
        public override string ToString() => $"exit code {Code}\n{Output}\n{Error}";
    }

    public static async Task<Outcome> Run(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await TokenGrains.Cli.Program.Root.Parse(arguments).InvokeAsync(new InvocationConfiguration { Output = output, Error = error });
        return new Outcome(code, output.ToString().ReplaceLineEndings("\n"), error.ToString().ReplaceLineEndings("\n"));
    }

    /// <summary>Imports a site into the store of a folder that <see cref="TokenApp"/> can serve.</summary>
    public static Task<Outcome> Import(string from, DirectoryInfo folder, params string[] more) =>
        Run(["import-django", "--from", from, .. OnStore(folder), .. more]);

    /// <summary>The options that open the store of a folder.</summary>
    public static string[] OnStore(DirectoryInfo folder) =>
    [
        "--store",
        "--set", $"Storage:ConnectionString=Data Source={Path.Combine(folder.FullName, "tokengrains.db")};Pooling=False",
        "--set", $"Keys:MasterKeyFile={Path.Combine(folder.FullName, "tokengrains.key")}",
        "--set", "Passwords:Argon2MemoryKiB=7168",
    ];
}
