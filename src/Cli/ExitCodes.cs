namespace TokenGrains.Cli;

/// <summary>What the command leaves to a script.</summary>
internal static class ExitCodes
{
    public const int Done = 0;

    /// <summary>Nothing was done, or not all of it; standard error says why. Also a command line that cannot be understood.</summary>
    public const int Failed = 1;

    /// <summary>The import ran to its end, and some rows were refused; standard error names each.</summary>
    public const int RowsRefused = 3;
}
