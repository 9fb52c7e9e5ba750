using System.Globalization;
using System.Text.RegularExpressions;

namespace TokenGrains.ApiHost.Tests.Replay;

/// <summary>What the replayer printed: the cases that differ, by <c>impl/variant/case</c>, each with the lines that say how.</summary>
internal sealed partial class ReplayReport
{
    private const int LatestAnswerInSeconds = 20;

    private readonly Dictionary<string, List<string>> _differences = [];

    public ReplayReport(string text)
    {
        Text = text;
        List<string>? lines = null;
        foreach (var line in text.Split('\n'))
        {
            if (line.StartsWith("DIFF ", StringComparison.Ordinal))
                _differences[line["DIFF ".Length..]] = lines = [];
            else if (line.StartsWith("    ", StringComparison.Ordinal))
                lines?.Add(line);
            else
                lines = null;
        }
    }

    public string Text { get; }

    public IEnumerable<string> Differences => _differences.Keys;

    /// <summary>The cases in which nothing differs but times, and those by no more than an answer can be late on a busy machine.</summary>
    public IEnumerable<string> OnlyTheClock => _differences.Where(one => one.Value.Count > 0 && one.Value.All(IsTheClock)).Select(one => one.Key);

    // What is some seconds late the replayer takes for the time of a log-in that came some seconds earlier.
    private static bool IsTheClock(string line) =>
        Times().Match(line) is { Success: true } times
        && Math.Abs(Seconds(times.Groups["given"]) - Seconds(times.Groups["wanted"])) <= (times.Groups["login"].Success ? 0 : LatestAnswerInSeconds);

    private static int Seconds(Group sinceNow) => sinceNow.Length is 0 ? 0 : int.Parse(sinceNow.ValueSpan, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^    claim (?:iat|exp|refresh_exp|nbf) '\{\{(?:now|(?<login>login))(?<given>[+-]\d+)?\}\}', wanted '\{\{now(?<wanted>[+-]\d+)?\}\}'$")]
    private static partial Regex Times();
}
