namespace TokenGrains.Bench;

/// <summary>What was set out to be reached: at least so much, or at most.</summary>
internal sealed record Goal(Series Ratio, double Wanted, bool IsMaximum = false)
{
    public string WantedText => $"at {(IsMaximum ? "most" : "least")} {Wanted:G}";

    /// <summary>By the median; a void one is not.</summary>
    public bool IsReached => IsMaximum ? Ratio.Median <= Wanted : Ratio.Median >= Wanted;

    public override string ToString() => $"{Ratio}   wanted {WantedText}{(IsReached ? "" : ": missed")}";
}
