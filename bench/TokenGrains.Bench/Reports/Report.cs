using System.Text.Json;
using System.Text.Json.Serialization;
using TokenGrains.Bench.Contest;

namespace TokenGrains.Bench.Reports;

/// <summary>Everything that was measured in one run, and its forms: the console, and files.</summary>
internal sealed record Report(Results Contest, TimeSpan Duration, IReadOnlyList<Part> Parts)
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerOptions.Web)
    {
        WriteIndented = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    public IEnumerable<Goal> Goals => Contest.Goals().Concat(Parts.SelectMany(part => part.Goals));

    public IEnumerable<string> Voids => [.. Contest.Voids, .. Parts.Where(part => part.Void is not null).Select(part => $"{part.Title} is void: {part.Void}")];

    public bool IsVoid => Voids.Any();

    public void Print()
    {
        Contest.Print();
        foreach (var part in Parts)
            part.Print();
    }

    /// <summary>The text, and beside it, under the same name, what was measured (JSON).</summary>
    public async Task Write(string path)
    {
        await File.WriteAllTextAsync(path, ReportText.Of(this, Path.GetFileNameWithoutExtension(path)));
        await File.WriteAllTextAsync(Path.ChangeExtension(path, ".json"), JsonSerializer.Serialize(
            new
            {
                machine = Machine.Description,
                seconds = Duration.TotalSeconds,
                limits = Contest.Limits.Select(Raw),
                voids = Voids,
                outcomes = Contest.Outcomes,
                parts = Parts.Select(part => new { part.Title, measured = part.Measured.Select(Raw) }),
            },
            Indented));

        static object Raw(Series series) => new { series.Name, series.Unit, series.Values };
    }
}
