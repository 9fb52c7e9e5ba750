using System.Globalization;

namespace TokenGrains.Cluster.Tests.Processes;

/// <summary>The TCP ports that a process listens on, as Linux tells them under <c>/proc</c>.</summary>
internal static class ListeningPorts
{
    private const string Listening = "0A";

    public static IReadOnlyList<int> Of(int process)
    {
        var own = Directory.EnumerateFiles($"/proc/{process}/fd").Select(FindSocket).ToHashSet();
        return [.. Rows(process, "tcp").Concat(Rows(process, "tcp6"))
            .Where(row => row[3] == Listening && own.Contains(row[9]))
            .Select(row => int.Parse(row[1].AsSpan(row[1].LastIndexOf(':') + 1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture))];
    }

    // A descriptor of a socket is a link to "socket:[inode]".
    private static string? FindSocket(string descriptor)
    {
        var target = new FileInfo(descriptor).LinkTarget;
        return target?.StartsWith("socket:[", StringComparison.Ordinal) == true ? target["socket:[".Length..^1] : null;
    }

    private static IEnumerable<string[]> Rows(int process, string table) => File.ReadLines($"/proc/{process}/net/{table}")
        .Skip(1)
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
