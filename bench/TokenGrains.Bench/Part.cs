namespace TokenGrains.Bench;

/// <summary>What one part of the suite has measured, and what of it was wanted.</summary>
internal sealed record Part(string Title, IReadOnlyList<Series> Measured, IReadOnlyList<Goal> Goals)
{
    /// <summary>What went wrong, if anything did: then nothing of this part counts.</summary>
    public string? Void { get; private init; }

    /// <summary>Runs a part. A wrong answer costs this part, and not what the others have measured.</summary>
    public static async Task<Part> Run(string title, Func<Task<Part>> measure)
    {
        Console.WriteLine(title);
        try
        {
            return await measure();
        }
        catch (Exception wrong) when (MakesVoid(wrong))
        {
            return new Part(title, [], []) { Void = wrong.Message };
        }
    }

    /// <summary>Whether a service is to blame, and not the bench: a wrong answer, or none.</summary>
    public static bool MakesVoid(Exception wrong) => wrong is InvalidOperationException or HttpRequestException or TaskCanceledException;

    public void Print()
    {
        Console.WriteLine(Title);
        foreach (var series in Measured)
            Console.WriteLine($"  {series}");
        foreach (var goal in Goals)
            Console.WriteLine($"  {goal}");
        if (Void is not null)
            Console.WriteLine($"  void: {Void}");
    }
}
