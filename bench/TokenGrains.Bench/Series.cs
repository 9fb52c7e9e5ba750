namespace TokenGrains.Bench;

/// <summary>One thing that was measured several times; not a number where a round was void.</summary>
internal sealed record Series(string Name, string Unit, IReadOnlyList<double> Values)
{
    /// <summary>The middle one; of an even number the upper one of the two in the middle.</summary>
    public double Median => Valid.Count > 0 ? Valid[Valid.Count / 2] : double.NaN;

    /// <summary>From the smallest to the largest.</summary>
    public string Spread => Valid.Count > 0 ? $"{Text(Valid[0])} to {Text(Valid[^1])}" : "void";

    /// <summary>Half the way from the smallest to the largest, as a share of the median.</summary>
    public double Uncertainty => Valid.Count > 0 ? (Valid[^1] - Valid[0]) / 2 / Median : double.NaN;

    private List<double> Valid { get; } = [.. Values.Where(static value => !double.IsNaN(value)).Order()];

    /// <summary>What this one is to the other, round by round: noise that lasts longer than a round is in both.</summary>
    public Series Over(Series other) =>
        new($"{Name} : {other.Name}", "", [.. Values.Zip(other.Values, static (own, others) => own / others)]);

    public override string ToString() => $"{Name,-72} {Text(Median),10} {Unit,-6} ({Spread})";

    /// <summary>A figure with as many places as mean something.</summary>
    public static string Text(double value) => value >= 1000 ? $"{value:N0}" : $"{value:G3}";
}
