namespace TokenGrains.Bench.Services;

/// <summary>Where the processes of one measurement keep what they keep. Deleted with it: declare it before them.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("tokengrains-bench-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
