using System.CommandLine;

namespace TokenGrains.Bench;

/// <summary>What every command can be told.</summary>
internal static class Settings
{
    /// <summary>How often everything is repeated, in turns.</summary>
    public static readonly Option<int> Rounds = new("--rounds") { Description = "How often each thing is measured, in turns.", DefaultValueFactory = _ => 5 };

    /// <summary>How long one measurement lasts.</summary>
    public static readonly Option<double> Seconds = new("--seconds") { Description = "How long one measurement lasts, in seconds.", DefaultValueFactory = _ => 4 };

    /// <summary>A command that repeats measurements.</summary>
    public static Command Repeating(string name, string description, Func<int, TimeSpan, Task> run)
    {
        var command = new Command(name, description) { Rounds, Seconds };
        command.SetAction(result => run(result.GetValue(Rounds), TimeSpan.FromSeconds(result.GetValue(Seconds))));
        return command;
    }
}
