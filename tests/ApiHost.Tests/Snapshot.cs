using System.Text;

namespace TokenGrains.ApiHost.Tests;

/// <summary>Compares answers with a file under <c>Snapshots/</c>, one section for each.</summary>
/// <remarks>
/// To take a wanted change over, run the tests with <c>TOKENGRAINS_SNAPSHOTS</c> naming that folder: the files are written
/// instead of compared. What changed is then for a reader of the diff to judge against wire/DJANGO.md.
/// </remarks>
internal sealed class Snapshot(string name)
{
    private static readonly string? Target = Environment.GetEnvironmentVariable("TOKENGRAINS_SNAPSHOTS");

    private readonly StringBuilder _actual = new();

    public void Add(string section, Answer answer) => _actual.Append(Heading(section)).Append(answer).Append('\n');

    public void Match()
    {
        if (Target is not null)
        {
            Directory.CreateDirectory(Target);
            File.WriteAllText(Path.Combine(Target, name + ".txt"), _actual.ToString());
            return;
        }

        var file = Path.Combine(AppContext.BaseDirectory, "Snapshots", name + ".txt");
        Assert.True(File.Exists(file), $"There is no Snapshots/{name}.txt. It would hold:\n\n{_actual}");
        var (expected, actual) = (Sections(File.ReadAllText(file)), Sections(_actual.ToString()));
        foreach (var section in expected.Keys.Union(actual.Keys))
        {
            var (wanted, got) = (expected.GetValueOrDefault(section, "(no such section)"), actual.GetValueOrDefault(section, "(no such section)"));
            Assert.True(wanted == got, $"Snapshots/{name}.txt, \"{section}\" wants:\n\n{wanted}\nand got:\n\n{got}");
        }
    }

    private static string Heading(string section) => $"=== {section}\n";

    private static Dictionary<string, string> Sections(string text) => text
        .Split("=== ", StringSplitOptions.RemoveEmptyEntries)
        .Select(section => section.Split('\n', 2))
        .ToDictionary(section => section[0], section => section[1]);
}
