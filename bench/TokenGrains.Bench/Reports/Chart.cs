using ScottPlot;

namespace TokenGrains.Bench.Reports;

/// <summary>Horizontal bars, as PNG.</summary>
internal sealed record Chart(string Title, IReadOnlyList<(string Name, double Value)> Bars)
{
    private const int Width = 800;
    private const int BarHeight = 32;
    private const int Frame = 90;

    /// <summary>The title in small letters and hyphens.</summary>
    public string FileName => string.Join('-', Title.ToLowerInvariant().Split([' ', ','], StringSplitOptions.RemoveEmptyEntries)) + ".png";

    public void Write(string folder)
    {
        using var plot = new Plot();
        // The first one on top.
        var positions = Bars.Select((_, i) => (double)(Bars.Count - i)).ToArray();
        var drawn = plot.Add.Bars(positions, Bars.Select(bar => bar.Value));
        drawn.Horizontal = true;
        foreach (var bar in drawn.Bars)
            bar.Label = $"{bar.Value:N0}";
        plot.Axes.Left.SetTicks(positions, [.. Bars.Select(bar => bar.Name)]);
        plot.Axes.Left.MajorTickStyle.Length = 0;
        // Room for the figure at the end of the longest bar.
        plot.Axes.SetLimits(0, 1.15 * Bars.Max(bar => bar.Value), 0.4, Bars.Count + 0.6);
        plot.HideGrid();
        plot.Title(Title);
        plot.Font.Set("DejaVu Sans");
        plot.SavePng(Path.Combine(folder, FileName), Width, Frame + BarHeight * Bars.Count);
    }
}
