namespace TokenGrains.ApiHost.Tests.Replay;

/// <summary>A test over the recorded answers of Django that lie beside the repository. Skipped where they or python3 are not, except in CI.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ReplayTheoryAttribute : TheoryAttribute
{
    public ReplayTheoryAttribute()
    {
        if (Environment.GetEnvironmentVariable("CI") is "true")
            return;
        if (Recordings.Folder is null)
            Skip = "The folder shared/wire is not here.";
        else if (Recordings.Python is null)
            Skip = "python3 is not here.";
    }
}
