using System.Collections.Immutable;
using System.Text.Json;

namespace TokenGrains.ApiHost.Django.Views;

/// <summary>DRF's <c>SimpleMetadata</c>: what OPTIONS tells about a view.</summary>
internal static class Metadata
{
    public static DjangoResponse Of(DjangoView view)
    {
        return DjangoResponse.Json(StatusCodes.Status200OK, view, static (writer, view) =>
        {
            writer.WriteStartObject();
            writer.WritePython("name", view.Name);
            writer.WritePython("description", view.Description);
            WriteArray(writer, "renders", view.BrowsableHtml ? [MediaType.Json, MediaType.Html] : [MediaType.Json]);
            WriteArray(writer, "parses", view.Parsers.Select(parser => parser.MediaType()));
            if (view.Serializer is not null)
                WriteActions(writer, view.Methods, view.Serializer);
            writer.WriteEndObject();
        });
    }

    private static void WriteArray(Utf8JsonWriter writer, string name, IEnumerable<string> values)
    {
        writer.WriteStartArray(name);
        foreach (var value in values)
            writer.WritePython(value);
        writer.WriteEndArray();
    }

    private static void WriteActions(Utf8JsonWriter writer, ImmutableArray<string> methods, Serializer serializer)
    {
        writer.WriteStartObject("actions");
        foreach (var method in methods.Where(method => HttpMethods.IsPut(method) || HttpMethods.IsPost(method)))
        {
            writer.WriteStartObject(method);
            foreach (var field in serializer.Fields)
                WriteField(writer, field);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void WriteField(Utf8JsonWriter writer, CharField field)
    {
        writer.WriteStartObject(field.Name);
        writer.WritePython("type", "string");
        writer.WriteBoolean("required", field.Required && !field.ReadOnly);
        writer.WriteBoolean("read_only", field.ReadOnly);
        writer.WritePython("label", field.Label);
        if (field.MaxLength is { } maxLength)
            writer.WriteNumber("max_length", maxLength);
        writer.WriteEndObject();
    }
}
