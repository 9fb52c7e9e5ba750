using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TokenGrains.Importing;

/// <summary>Rows of an import and their results as lines of JSON: the tool writes them, the admin face reads them.</summary>
/// <remarks>
/// <c>{"id":1,"name":"alice","password_hash":"...","is_active":true,"is_staff":false,"joined_at":"...","last_login_at":null,"token_hash":"BASE64"}</c>,
/// <c>{"user":1,"jti":"...","expires_at":"..."}</c>, and back <c>{"result":"Refused","fault":"NameTaken"}</c>.
/// </remarks>
public static class ImportJson
{
    /// <summary>The media type: one JSON value a line.</summary>
    public const string ContentType = "application/x-ndjson";

    /// <summary>The largest body of one batch, in bytes.</summary>
    public const int LargestBody = 1024 * 1024;

    /// <summary>How rows are written and read: strictly, in snake_case.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Strict)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        MaxDepth = 4,
        Converters = { new HashConverter() },
    };

    /// <summary>The line of a result.</summary>
    public static string WriteResult(ImportResult result) => JsonSerializer.Serialize(
        new ResultLine(result.GetType().Name, (result as ImportResult.Refused)?.Fault.ToString()), Options);

    /// <summary>Reads the line of a result.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static ImportResult ReadResult(string line)
    {
        var read = JsonSerializer.Deserialize<ResultLine>(line, Options);
        return read?.Result switch
        {
            nameof(ImportResult.Added) => new ImportResult.Added(),
            nameof(ImportResult.Updated) => new ImportResult.Updated(),
            nameof(ImportResult.Unchanged) => new ImportResult.Unchanged(),
            nameof(ImportResult.Kept) => new ImportResult.Kept(),
            nameof(ImportResult.Refused) when Enum.TryParse<ImportFault>(read.Fault, out var fault) => new ImportResult.Refused(fault),
            _ => throw new JsonException("That is no result of an import."),
        };
    }

    private sealed record ResultLine(string Result, string? Fault);

    private sealed class HashConverter : JsonConverter<ImmutableArray<byte>>
    {
        public override ImmutableArray<byte> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            [.. reader.GetBytesFromBase64()];

        public override void Write(Utf8JsonWriter writer, ImmutableArray<byte> value, JsonSerializerOptions options) =>
            writer.WriteBase64StringValue(value.IsDefault ? [] : value.AsSpan());
    }
}
