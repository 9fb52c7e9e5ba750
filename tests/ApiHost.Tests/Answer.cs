using System.Text.Json;
using System.Text.RegularExpressions;

namespace TokenGrains.ApiHost.Tests;

/// <summary>An answer of the host, taken down whole.</summary>
internal sealed partial record Answer(int Status, string Body, IReadOnlyDictionary<string, string> Headers)
{
    // Those of the contract, in the order in which they are written down; the others are Django's hardening and lengths.
    private static readonly string[] Compared =
        ["Allow", "Cache-Control", "Content-Type", "Location", "Retry-After", "Vary", "WWW-Authenticate"];

    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    /// <summary>A text of the JSON object in the body.</summary>
    public string this[string member] => Body.StartsWith('{') && Json.TryGetProperty(member, out var value)
        ? value.GetString()!
        : throw new KeyNotFoundException($"There is no \"{member}\" in:\n{this}");

    public static async Task<Answer> Read(HttpResponseMessage response) => new(
        (int)response.StatusCode,
        await response.Content.ReadAsStringAsync(),
        response.Headers.Concat(response.Content.Headers).ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase));

    public string? Header(string name) => Headers.GetValueOrDefault(name);

    /// <summary>Status, compared headers and body, with every token replaced by the name of its kind and without the id of the request.</summary>
    public override string ToString()
    {
        var headers = Compared.Where(Headers.ContainsKey).Select(name => $"{name}: {Headers[name]}\n");
        return $"{Status}\n{string.Concat(headers)}\n{WithoutTokens(Body)}\n";
    }

    private static string WithoutTokens(string body) =>
        TraceIds().Replace(OpaqueTokens().Replace(JsonWebTokens().Replace(body, match => $"<{Jwt.Payload(match.Value).GetProperty("token_type").GetString()}>"), "<opaque>"), "\"trace_id\":\"...\"");

    [GeneratedRegex(@"eyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+")]
    private static partial Regex JsonWebTokens();

    [GeneratedRegex("\"trace_id\":\"[^\"]*\"")]
    private static partial Regex TraceIds();

    [GeneratedRegex("tg_[A-Za-z0-9_-]{72}")]
    private static partial Regex OpaqueTokens();
}
