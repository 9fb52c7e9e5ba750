using System.Text.Json;
using System.Text.RegularExpressions;

namespace TokenGrains.ApiHost.Tests.Replay;

/// <summary>The files that the replays are driven by.</summary>
internal static partial class Recordings
{
    /// <summary>The folder <c>shared/wire</c> beside this repository or above it; null if there is none.</summary>
    public static string? Folder { get; } = FindAbove(Path.Combine("shared", "wire"), Directory.Exists);

    /// <summary>The interpreter of <c>replay.py</c>; null if there is none.</summary>
    public static string? Python { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, "python3"))
        .FirstOrDefault(File.Exists);

    /// <summary>The variants that were recorded of <paramref name="impl"/>; one that stands for all where there are no recordings.</summary>
    public static TheoryData<string> VariantsOf(string impl) => Folder is null
        ? ["all"]
        : [.. File.ReadLines(Path.Combine(Folder, "corpus.jsonl")).Select(ReadCase).Where(known => known.Impl == impl).Select(known => known.Variant).Distinct()];

    /// <summary>What <c>variants.json</c> sets, each a key, an equals sign and a value.</summary>
    public static List<string> SettingsOf(string variant)
    {
        using var variants = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder!, "variants.json")));
        return [.. variants.RootElement.GetProperty(variant).EnumerateObject().SelectMany(setting => setting.Value.ValueKind is JsonValueKind.Array
            ? setting.Value.EnumerateArray().Select((item, index) => $"{setting.Name}:{index}={item}")
            : [$"{setting.Name}={setting.Value}"])];
    }

    /// <summary>The cases that <c>docs/django.md</c> says do not match, by <c>impl/variant/case</c>.</summary>
    public static List<string> DocumentedDifferences(string impl, string variant)
    {
        var page = FindAbove(Path.Combine("docs", "django.md"), File.Exists) ?? throw new FileNotFoundException("There is no docs/django.md.");
        return [.. CaseId().Matches(File.ReadAllText(page)).Select(id => id.Groups[1].Value)
            .Where(id => id.StartsWith($"{impl}/{variant}/", StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal)];
    }

    [GeneratedRegex("`((?:head|seed)/[a-z0-9_]+/[A-Za-z0-9_.]+)`")]
    private static partial Regex CaseId();

    private static (string Impl, string Variant) ReadCase(string line)
    {
        using var recorded = JsonDocument.Parse(line);
        return (recorded.RootElement.GetProperty("impl").GetString()!, recorded.RootElement.GetProperty("variant").GetString()!);
    }

    private static string? FindAbove(string path, Predicate<string> exists)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (exists(Path.Combine(folder.FullName, path)))
                return Path.Combine(folder.FullName, path);
        }

        return null;
    }
}
