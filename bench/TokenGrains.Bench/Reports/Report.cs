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

    /// <summary>Requests a second of each operation, refreshes with their limit, and how they change in a part that has several such figures.</summary>
    public IEnumerable<Chart> Charts =>
    [
        .. Contest.Operations.Select(Drawn),
        .. Parts.Select(part => new Chart(part.Title, [.. part.Measured.Where(one => one.Unit == "/s").Select(one => (one.Name, one.Median))])).Where(chart => chart.Bars.Count > 1),
    ];

    /// <summary>The text, and beside it, under the same name, what was measured (JSON) and a folder of charts (PNG).</summary>
    public async Task Write(string path)
    {
        var folder = Directory.CreateDirectory(Path.ChangeExtension(path, null)).FullName;
        foreach (var chart in Charts)
            chart.Write(folder);
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

    private Chart Drawn(string operation)
    {
        var measured = Contest.Contestants.Select(contestant => (Name: contestant, Series: Contest.Find(contestant, operation)));
        var limit = (Limits.Upserts.Name, Series: operation == "refresh" ? Contest.Find(Contestant.Embedded.Name, Limits.Upserts.Name) : null);
        return new Chart($"{operation}, requests a second", [.. measured.Append(limit).Where(bar => bar.Series?.Median > 0).Select(bar => (bar.Name, bar.Series!.Median))]);
    }
}
