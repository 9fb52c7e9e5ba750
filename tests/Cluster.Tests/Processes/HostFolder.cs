namespace TokenGrains.Cluster.Tests.Processes;

/// <summary>A fresh working directory for hosts; what they keep lies under its <c>data/</c>.</summary>
internal sealed class HostFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("tokengrains-host-").FullName;

    public string Data => System.IO.Path.Combine(Path, "data");

    /// <summary>Copies <c>data/</c> aside. No host may be running.</summary>
    public void Save(string name) => Copy(Data, System.IO.Path.Combine(Path, name));

    /// <summary>Puts back what <see cref="Save"/> copied, as a bad backup procedure would. No host may be running.</summary>
    public void Restore(string name)
    {
        Directory.Delete(Data, recursive: true);
        Copy(System.IO.Path.Combine(Path, name), Data);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);

    private static void Copy(string source, string target)
    {
        Directory.CreateDirectory(target);
        foreach (var file in Directory.EnumerateFiles(source))
            File.Copy(file, System.IO.Path.Combine(target, System.IO.Path.GetFileName(file)));
    }
}
