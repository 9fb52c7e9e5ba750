using System.Text.Json;
using TokenGrains.ApiHost.Tests.Django.Views;

namespace TokenGrains.ApiHost.Tests.Hostile;

/// <summary>The files of shared/vectors.</summary>
internal static class Vectors
{
    /// <summary>The member <c>cases</c> of a JSON file.</summary>
    public static IReadOnlyList<JsonElement> Cases(string file) => [.. Read(file).GetProperty("cases").EnumerateArray()];

    public static JsonElement Read(string file) => JsonDocument.Parse(File.ReadAllBytes(SharedFactAttribute.PathOf(file))).RootElement;

    /// <summary>Fails with every case that broke a rule, not with the first.</summary>
    public static void AssertNone(IEnumerable<string> broken) => Assert.True(!broken.Any(), string.Join('\n', broken));
}
