using System.Text.Json;

namespace TokenGrains.ApiHost.Django.Views;

/// <summary>DRF's <c>serializer.errors</c>: fields in the order of their declaration, each with all that is wrong with it.</summary>
internal sealed class FieldErrors
{
    private readonly List<(string Field, IReadOnlyList<string> Messages)> _fields = [];

    public static FieldErrors NonField(string message) => Of("non_field_errors", message);

    public static FieldErrors Of(string field, string message)
    {
        var errors = new FieldErrors();
        errors.Add(field, [message]);
        return errors;
    }

    public void Add(string field, IReadOnlyList<string> messages) => _fields.Add((field, messages));

    /// <summary>Writes <c>{"field":["…"]}</c>.</summary>
    public void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        foreach (var (field, messages) in _fields)
        {
            writer.WriteStartArray(field);
            foreach (var message in messages)
                writer.WritePython(message);
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }
}
