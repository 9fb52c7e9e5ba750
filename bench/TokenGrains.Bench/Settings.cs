using System.CommandLine;

namespace TokenGrains.Bench;

/// <summary>What commands can be told.</summary>
internal static class Settings
{
    /// <summary>How often everything is repeated, in turns.</summary>
    public static readonly Option<int> Rounds = new("--rounds") { Description = "How often each thing is measured, in turns.", DefaultValueFactory = _ => 3 };

    /// <summary>How long one measurement lasts.</summary>
    public static readonly Option<double> Seconds = new("--seconds") { Description = "How long one measurement lasts, in seconds; among contestants in turns of one second.", DefaultValueFactory = _ => 2 };

    /// <summary>To see that everything works.</summary>
    public static readonly Option<bool> Quick = new("--quick") { Description = "One round of one second, fewer contestants, small counts: to see that everything works. Its figures mean little." };

    /// <summary>Where the report goes; without it, to the console only.</summary>
    public static readonly Option<string?> Report = new("--report") { Description = "Where to write the report (Markdown), and beside it the results (JSON) and the charts." };

    /// <summary>A command that repeats measurements.</summary>
    public static Command Repeating(string name, string description, Func<int, TimeSpan, Task> run)
    {
        var command = new Command(name, description) { Rounds, Seconds };
        command.SetAction(result => run(RoundsOf(result), DurationOf(result)));
        return command;
    }

    public static int RoundsOf(ParseResult result) => result.GetValue(Quick) ? 1 : result.GetValue(Rounds);

    public static TimeSpan DurationOf(ParseResult result) => TimeSpan.FromSeconds(result.GetValue(Quick) ? 1 : result.GetValue(Seconds));
}
